import { readFileSync } from 'node:fs'
import type { Door } from './world.ts'

export type Parameter = { name: string, in: 'path' | 'query' }
type Operation = { parameters?: Parameter[], requestBody?: { content: Record<string, unknown> }, responses: Record<string, { content?: Record<string, unknown> }>, security: object[], 'x-roles': string[] }
export type Place = { door: Door, method: string, path: string, operation: Operation }

const documents = Object.fromEntries(['directory', 'participation', 'program', 'commitments', 'survey', 'scoring', 'reporting', 'web'].map(service =>
  [service, JSON.parse(readFileSync(new URL(`../../docs/openapi/${service}.json`, import.meta.url), 'utf8')) as { paths: Record<string, Record<string, Operation>> }]))

/** Every operation that programs or services call, with the door that answers it. */
export function places (doors: readonly Door[]): Place[] {
  return Object.entries(documents).flatMap(([service, { paths }]) => Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods)
    .filter(([method]) => method !== 'servers')
    .flatMap(([method, operation]): Place[] => {
      const door = doors.find(({ name }) => name === (service === 'web' ? path.startsWith('/v1/') ? 'the door, for programs' : 'the door, for strangers' : path.startsWith('/s/') ? 'the host of /s/' : service))
      return door === undefined ? [] : [{ door, method: method.toUpperCase(), path, operation }]
    })))
}

const anId = '018f0000-0000-7000-8000-000000000001'
/** The first few are tried everywhere; all of them in each service. */
export const FEW = 8
/** What somebody puts where an id, a place or a number belongs. */
export const tricks = [
  '\0', "' or 1=1--", '../../etc/passwd', 'x\r\nset-cookie: planted=1', 'x'.repeat(3_000), '__proto__', '9'.repeat(40), '%2e%2e', 'a\0b', '"; drop table person; --', '..\\..', '🧵', '\u202e', '\ufeff', '-1', '0', '1e9', 'NaN', 'Infinity', '0x10', '2027-02-30',
  '{}', '[]', 'null', 'undefined', 'constructor', '${7*7}', '{{7*7}}', '<script>alert(1)</script>', `${anId}/..`, anId.toUpperCase(), `${anId} `, 'true', '%', '%25%30', ' ', '\t'
]
export function addressOf (path: string, parameters: readonly Parameter[], { name = '', trick = '', releaseId = anId } = {}): string {
  const value = (parameter: Parameter) => encodeURIComponent(parameter.name === name ? trick : parameter.name === 'releaseId' ? releaseId : anId)
  const filled = parameters.filter(one => one.in === 'path').reduce((address, one) => address.replace(`{${one.name}}`, value(one)), path)
  const asked = parameters.find(one => one.in === 'query' && one.name === name)
  return asked === undefined ? filled : `${filled}?${name}=${value(asked)}`
}

/** Reads RFC 4180 as a spreadsheet would: a quotation mark counts only where it stands around a whole cell. */
export function cellsOf (csv: string): string[] {
  return [...csv.matchAll(/(?:^|[,;\t\r\n])(?:"((?:[^"]|"")*)"|([^",;\t\r\n]*))(?=$|[,;\t\r\n])/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '')
}

