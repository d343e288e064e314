import { z } from 'zod'
import { Components } from './components.ts'
import type { HouseRoute } from './house-routes.ts'

type Json = Record<string, unknown>
export type OpenApi = { openapi: '3.1.0', info: Json, paths: Record<string, Record<string, Json>>, components: Json }

const problem = z.object({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.int(),
  code: z.string().describe('stays the same for the same reason; programs may rely on it'),
  detail: z.string().describe('a sentence for people'),
  problems: z.array(z.object({ at: z.string(), code: z.string(), sentence: z.string() })).max(100).optional().describe('single findings, each with its place')
})

export const servicesInOrder = ['directory', 'participation', 'program', 'commitments', 'survey', 'scoring', 'reporting', 'web'] as const

const titles: Record<string, string> = {
  directory: 'People, units and who signs in', participation: 'Who takes part; names nobody', program: 'Projects, priorities, practices, segments, plans: what makes it one program', commitments: 'What people promise, what became of it, the Success Index', survey: 'Instruments, waves and past waves; the host of /s/',
  scoring: 'How far a wave is, and checks of releases', reporting: 'What was released', web: 'The door: pages, and /v1 for programs'
}
const about = {
  web: 'Everything signed-in people and programs can reach. Programs use /v1 with an access key; the rest are pages.',
  other: 'Internal: every call carries a token of the door. Programs reach the same under /v1 of the door, see web.json.'
}

/**
 * The OpenAPI 3.1 document of one service. `x-action` is the question asked of the caller, `x-roles` who passes, at least for some unit
 * where `x-about-unit` says that the answer depends on it.
 * Throws, with all findings, for a route without summary, parameters without schema, or an answer without shape.
 */
export function openApiOf (service: string, house: Readonly<Record<string, readonly HouseRoute[]>>, version: string): OpenApi {
  const routes = (house[service] ?? []).map(route => withTarget(route, house))
  const findings = routes.flatMap(findingsOf)
  if (findings.length > 0) throw new Error(`The OpenAPI document of ${service} cannot be written:\n  ${findings.join('\n  ')}`)
  const components = new Components()
  const paths: OpenApi['paths'] = {}
  for (const route of [...routes].sort(byAddress)) {
    const path = pathOf(route.url)
    paths[path] = { ...paths[path], ...(isOfSurveyHost(route) && { servers: [surveyHost] as never }), [route.method.toLowerCase()]: operationOf(route, components) }
  }
  return {
    openapi: '3.1.0',
    info: { title: `Weft: ${service}`, summary: titles[service] ?? service, version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' }, description: `${service === 'web' ? about.web : about.other} Generated from the routes by \`npm run docs\`. Answers may gain fields: pass over what you do not know.` },
    paths,
    components: { schemas: sorted({ ...components.schemas, Problem: components.schemaOf(problem, 'output') }), responses, securitySchemes }
  }
}

const surveyHost = { url: 'https://survey.example.org', description: 'The host of /s/, apart from everything signed-in' }
const isOfSurveyHost = ({ url }: HouseRoute) => url.startsWith('/s/')
const problemContent = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
const responses = {
  Unknown: { description: 'Nobody is known by this token, key or session.', content: problemContent },
  Forbidden: { description: 'Known, but not allowed.', content: problemContent },
  Refused: { description: 'Nothing was changed; the code says why.', content: problemContent },
  Failed: { description: 'Something went wrong here, or is away.', content: problemContent },
  RefusedPage: { description: 'A page that says why. Nothing was changed.', content: { 'text/html': { schema: { type: 'string' } } } }
}
const securitySchemes = {
  'door-token': { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'Signed by the door for one service, good for 60 seconds.' },
  'access-key': { type: 'http', scheme: 'bearer', description: 'Made on the page /keys.' },
  session: { type: 'apiKey', in: 'cookie', name: '__Host-weft', description: 'Of a browser that signed in.' }
}

/** A route of /v1 has the shape of the route it hands on to. */
function withTarget (route: HouseRoute, house: Readonly<Record<string, readonly HouseRoute[]>>): HouseRoute {
  const { handsTo } = route.config
  if (handsTo === undefined) return route
  const target = house[handsTo.service]?.find(({ method, url }) => method === route.method && url === handsTo.path)
  if (target === undefined) throw new Error(`${route.method} ${route.url} hands on to ${handsTo.service} ${handsTo.path}, which is not there`)
  return { ...route, schema: target.schema, config: { ...target.config, ...route.config } }
}

function findingsOf (route: HouseRoute): string[] {
  const { method, url, schema, config } = route
  const named = placesIn(url)
  const known = schema.params instanceof z.ZodObject ? Object.keys(schema.params.shape) : []
  return [
    ...config.summary === undefined ? ['no summary: say in config.summary, in one line, what it does or gives'] : [],
    ...schema.response === undefined && config.gives === undefined && !isPage(route) ? ['no shape of its answer: give schema.response, or config.gives for what is no JSON'] : [],
    ...named.filter(name => !known.includes(name)).map(name => `no schema of :${name}: give schema.params`)
  ].map(finding => `${method} ${url} has ${finding}`)
}

/** For people with a browser: HTML unless it says otherwise, and refusals are pages. */
const isPage = ({ shows, action, url }: HouseRoute) => shows === 'session' || (action === null && !url.startsWith('/health/'))

const placesIn = (url: string) => [...url.matchAll(/:(\w+)|(\*)/g)].map(([, name, star]) => name ?? star ?? '')
const nameOfPlace = (name: string) => name === '*' ? 'token' : name
const pathOf = (url: string) => url.replace(/:(\w+)|\*/g, (_whole, name: string | undefined) => `{${nameOfPlace(name ?? '*')}}`)
const byAddress = (a: HouseRoute, b: HouseRoute) => `${a.url} ${a.method}` < `${b.url} ${b.method}` ? -1 : 1
const sorted = <T>(names: Record<string, T>) => Object.fromEntries(Object.entries(names).sort(([a], [b]) => a < b ? -1 : 1))

function operationOf (route: HouseRoute, components: Components): Json {
  const { method, url, config, shows, action, roles } = route
  const body = bodyOf(route, components)
  const parameters = [...parametersOf(route.schema.params, 'path', components), ...parametersOf(route.schema.querystring, 'query', components)]
  return {
    operationId: `${method.toLowerCase()}${pathOf(url).replace(/[^A-Za-z0-9]+(\w)?/g, (_whole, next: string | undefined) => (next ?? '').toUpperCase())}`,
    summary: config.summary,
    'x-action': action,
    'x-roles': roles,
    ...(config.about !== undefined && { 'x-about-unit': true }),
    ...(shows === 'nothing' ? { security: [] } : { security: [{ [shows]: [] }] }),
    ...(parameters.length > 0 && { parameters }),
    ...(body !== undefined && { requestBody: { required: true, content: body } }),
    responses: answersOf(route, components)
  }
}

function parametersOf (schema: unknown, place: 'path' | 'query', components: Components): Json[] {
  if (!(schema instanceof z.ZodObject)) return []
  const { properties = {}, required = [] } = components.schemaOf(z.object(schema.shape), 'input') as { properties?: Record<string, Json>, required?: string[] }
  return Object.entries(properties).map(([name, body]) => ({ name: nameOfPlace(name), in: place, required: place === 'path' || required.includes(name), schema: body }))
}

function bodyOf (route: HouseRoute, components: Components): Json | undefined {
  const { takes } = route.config
  if (takes !== undefined) {
    const files = Object.entries(takes)
    const schema = { type: 'object', properties: Object.fromEntries(files.map(([name, contentMediaType]) => [name, { type: 'string', contentMediaType }])), required: files.map(([name]) => name) }
    return { 'multipart/form-data': { schema, encoding: Object.fromEntries(files.map(([name, contentType]) => [name, { contentType }])) } }
  }
  if (!(route.schema.body instanceof z.ZodType)) return undefined
  const isForm = isPage(route)
  return { [isForm ? 'application/x-www-form-urlencoded' : 'application/json']: { schema: { ...(isForm && { type: 'object' }), ...components.schemaOf(route.schema.body, 'input') } } }
}

function answersOf (route: HouseRoute, components: Components): Json {
  const { config, schema, shows, method } = route
  const given = Object.entries((schema.response ?? {}) as Record<string, z.ZodType>)
    .map(([status, body]) => [status, { description: 'Done.', content: { 'application/json': { schema: components.schemaOf(body, 'output') } } }])
  const gives = config.gives ?? (isPage(route) ? 'text/html' : undefined)
  const page = isPage(route)
  return {
    ...Object.fromEntries(given) as Json,
    ...(gives !== undefined && { 200: { description: gives === 'text/html' ? 'A page.' : 'A file or stream.', content: { [gives]: { schema: { type: 'string' } } } } }),
    ...(config.tagged === true && { 304: { description: 'The same as what If-None-Match names.' } }),
    ...(page && (method === 'POST' || shows === 'session') && { 303: { description: shows === 'session' && method !== 'POST' ? 'To sign in.' : 'Done; the page to see is elsewhere.' } }),
    ...(shows !== 'nothing' && !page && { 401: { $ref: '#/components/responses/Unknown' } }),
    ...(shows !== 'nothing' && { 403: { $ref: `#/components/responses/${page ? 'RefusedPage' : 'Forbidden'}` } }),
    '4XX': { $ref: `#/components/responses/${page ? 'RefusedPage' : 'Refused'}` },
    '5XX': { $ref: `#/components/responses/${page ? 'RefusedPage' : 'Failed'}` }
  }
}
