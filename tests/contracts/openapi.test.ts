import { houseRoutes, type HouseRoute } from '@weft/infra/docs/house-routes'
import { openApiOf, type OpenApi } from '@weft/infra/docs/openapi'
import { validate } from '@readme/openapi-parser'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'

const services = ['directory', 'participation', 'program', 'commitments', 'survey', 'scoring', 'reporting', 'web']

describe('the OpenAPI document', () => {
  let house: Record<string, readonly HouseRoute[]>
  const documentOf = (service: string) => openApiOf(service, house, '1.0.0')
  const withRoute = (route: Partial<HouseRoute>) => ({ things: [{ method: 'GET', url: '/things', action: 'read-things', roles: ['analyst'], shows: 'door-token' as const, ...route, schema: route.schema ?? {}, config: { ...route.config } }] })

  beforeAll(async () => { house = await houseRoutes() })

  test.each(services)('of %s is accepted by a parser of OpenAPI', async service => {
    const result = await validate(structuredClone(documentOf(service)) as never)
    expect(result.valid, JSON.stringify(result, null, 1).slice(0, 2_000)).toBe(true)
  })

  test('of a service says of every operation what it does, what is asked and who passes', () => {
    for (const { service, path, method, operation } of services.flatMap(service => operationsOf(service, documentOf(service)))) {
      expect(operation.summary, `${service} ${method} ${path}`).toMatch(/^[A-Z].{3,100}[^.]$/)
      expect(operation).toHaveProperty('x-action')
      expect(operation['x-roles'].length, `nobody passes ${service} ${method} ${path}`).toBeGreaterThan(0)
      expect(Object.keys(operation.responses).some(status => /^2\d\d$/.test(status))).toBe(true)
    }
  })

  test('of a service has no answer in JSON without a shape', () => {
    for (const { operation, method, path } of services.flatMap(service => operationsOf(service, documentOf(service)))) {
      const shapes = Object.values(operation.responses).map(({ content }) => content?.['application/json']?.schema).filter(schema => schema !== undefined)
      for (const schema of shapes) expect(Object.keys(schema).some(key => ['$ref', 'type', 'oneOf', 'anyOf'].includes(key)), `${method} ${path}`).toBe(true)
    }
  })

  test('of the door tells programs the very shapes that the services have', () => {
    const [web, survey] = [documentOf('web'), documentOf('survey')]
    expect(web.paths['/v1/waves']?.['post']?.['requestBody']).toEqual(survey.paths['/waves']?.['post']?.['requestBody'])
    expect(web.components['schemas']).toMatchObject({ WaveReply: (survey.components['schemas'] as Record<string, object>)['WaveReply'] })
  })

  test.each([
    ['it has no summary', { config: {}, schema: { response: { 200: z.object({}) } } }, 'no summary'],
    ['its answer has no shape', { config: { summary: 'Reads things' } }, 'no shape of its answer'],
    ['a part of its address has no schema', { url: '/things/:thingId', config: { summary: 'Reads a thing' }, schema: { response: { 200: z.object({}) } } }, 'no schema of :thingId']
  ])('is not written when of a route %s', (_, route, finding) => {
    expect(() => openApiOf('things', withRoute(route as Partial<HouseRoute>), '1.0.0')).toThrow(finding)
  })
})

type Operation = { summary: string, 'x-action': string | null, 'x-roles': string[], responses: Record<string, { content?: Record<string, { schema: object }> }> }

function operationsOf (service: string, { paths }: OpenApi): { service: string, path: string, method: string, operation: Operation }[] {
  return Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).filter(([method]) => method !== 'servers')
    .map(([method, operation]) => ({ service, path, method, operation: operation as unknown as Operation })))
}
