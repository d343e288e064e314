import { readFileSync } from 'node:fs'

export type Operation = { name: string, method: 'GET' | 'POST', path: string, action: string | null, aboutUnit: boolean }

type Document = { paths: Record<string, Record<string, { 'x-action'?: string | null, 'x-about-unit'?: boolean }>> }

/** Every operation of a service's OpenAPI document, which CI holds equal to the routes (npm run docs). */
export function operationsOf (service: string): Operation[] {
  const { paths } = JSON.parse(readFileSync(new URL(`../../docs/openapi/${service}.json`, import.meta.url), 'utf8')) as Document
  return Object.entries(paths).flatMap(([path, operations]) => Object.entries(operations).filter(([method]) => method !== 'servers').map(([method, operation]) => {
    const upper = method.toUpperCase() as Operation['method']
    const asRoute = path.replace(/^\/s\/\{token\}$/, '/s/*').replace(/\{(\w+)\}/g, ':$1')
    return { name: `${upper} ${asRoute}`, method: upper, path: asRoute, action: operation['x-action'] ?? null, aboutUnit: operation['x-about-unit'] === true }
  }))
}

const someId = '11111111-1111-4111-8111-111111111111'

/** An address of this route; parameters that are not given are an id of the right shape. */
export const addressOf = (path: string, given: Readonly<Record<string, string>> = {}): string =>
  path.replace(/:(\w+)/g, (_whole, name: string) => encodeURIComponent(given[name] ?? (name === 'file' ? 'people.csv' : name.endsWith('Id') ? someId : 'somebody'))).replace('*', 'x')
