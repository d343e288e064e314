import type { Schema } from '../docs/fields.ts'
import type { OpenApi } from '../docs/openapi.ts'
import { loses, reads, type Reasons } from './reads.ts'
import { fits, samplesOf } from './samples.ts'

type Body = { schema?: Schema }
type Parameter = { name: string, in: string, required: boolean, schema: Schema }
type Operation = {
  security?: object[]
  parameters?: Parameter[]
  requestBody?: { content: Record<string, Body> }
  responses: Record<string, { content?: Record<string, Body> }>
}
type Judged = { bySchema: Reasons, bySamples: Reasons }

/** What callers of then send, today's server must take: a request may ask for less, never for more. */
export const judgeRequest = (old: Schema, now: Schema): Judged => ({
  bySchema: reads(now, old, 'request'),
  bySamples: samplesOf(old).flatMap(sample => fits(now, sample) ? [] : [`what was taken is refused: ${JSON.stringify(sample).slice(0, 200)}`])
})

/** What today's server answers, callers of then must be able to read, and find in it all that was there: an answer may give more, never less. */
export const judgeAnswer = (old: Schema, now: Schema): Judged => ({
  bySchema: [...reads(old, now, 'answer'), ...loses(now, old, 'answer')],
  bySamples: samplesOf(now).flatMap(sample => fits(old, sample) ? [] : [`a caller of then cannot read ${JSON.stringify(sample).slice(0, 200)}`])
})

const reasonsOf = ({ bySchema, bySamples }: Judged): Reasons => bySchema.length > 0 ? bySchema : bySamples.slice(0, 1)

/** Why today's API may not follow a released one; empty when it may. `isKept` says which addresses are promised. */
export function operationFindings (released: OpenApi, today: OpenApi, isKept: (path: string) => boolean): Reasons {
  const [before, after] = [operationsOf(released), operationsOf(today)]
  return Object.entries(before).filter(([name]) => isKept(name.split(' ')[1] ?? '')).flatMap(([name, old]) => {
    const now = after[name]
    return now === undefined ? [`${name} is gone`] : findingsOf(old, now).map(finding => `${name}: ${finding}`)
  })
}

function findingsOf (old: Operation, now: Operation): Reasons {
  return [
    ...JSON.stringify(old.security) === JSON.stringify(now.security) ? [] : ['callers must show who they are in another way'],
    ...parameterFindings(old.parameters ?? [], now.parameters ?? []),
    ...requestFindings(old.requestBody?.content ?? {}, now.requestBody?.content ?? {}),
    ...answerFindings(old.responses, now.responses)
  ]
}

function parameterFindings (old: readonly Parameter[], now: readonly Parameter[]): Reasons {
  const same = (one: Parameter) => (other: Parameter) => one.name === other.name && one.in === other.in
  return [
    ...now.filter(one => one.required && !old.some(same(one))).map(({ name }) => `it asks for ${name}, which callers of then do not send`),
    ...old.flatMap(one => {
      const found = now.find(same(one))
      if (found === undefined) return [`it does not know ${one.name} any more`]
      return [...found.required && !one.required ? [`${one.name} must be sent now`] : [], ...reasonsOf(judgeRequest(one.schema, found.schema)).map(reason => `${one.name}: ${reason}`)]
    })
  ]
}

function requestFindings (old: Record<string, Body>, now: Record<string, Body>): Reasons {
  if (Object.keys(old).length === 0 && Object.keys(now).length > 0) return ['it asks for a body, which callers of then do not send']
  return Object.entries(old).flatMap(([type, { schema = {} }]) => {
    const found = now[type]
    return found === undefined ? [`it does not take ${type} any more`] : reasonsOf(judgeRequest(schema, found.schema ?? {}))
  })
}

function answerFindings (old: Operation['responses'], now: Operation['responses']): Reasons {
  const good = (status: string) => /^[23]\d\d$/.test(status)
  const strange = Object.keys(now).filter(status => good(status) && !Object.hasOwn(old, status)).map(status => `it may answer ${status}, which callers of then do not know`)
  return [...strange, ...Object.entries(old).filter(([status]) => good(status)).flatMap(([status, { content = {} }]) => {
    const found = now[status]
    if (found === undefined) return [`it does not answer ${status} any more`]
    return Object.entries(content).flatMap(([type, { schema = {} }]) => {
      const body = found.content?.[type]
      return body === undefined ? [`it does not answer in ${type} any more`] : reasonsOf(judgeAnswer(schema, body.schema ?? {}))
    })
  })]
}

/** Every operation by "get /path", references written out. */
function operationsOf ({ paths, components }: OpenApi): Record<string, Operation> {
  const schemas = (components['schemas'] ?? {}) as Record<string, unknown>
  return Object.fromEntries(Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods)
    .filter(([method]) => method !== 'servers')
    .map(([method, operation]) => [`${method} ${path}`, writtenOut(operation, schemas) as Operation])))
}

function writtenOut (value: unknown, schemas: Record<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map(one => writtenOut(one, schemas))
  if (typeof value !== 'object' || value === null) return value
  const name = '$ref' in value && typeof value.$ref === 'string' ? /^#\/components\/schemas\/(.+)$/.exec(value.$ref)?.[1] : undefined
  if (name !== undefined) return writtenOut(schemas[name], schemas)
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, writtenOut(one, schemas)]))
}
