import { createServer, type Server } from 'node:http'

export type SeenSpan = {
  service: string, name: string, kind: number, traceId: string, spanId: string, parentSpanId: string
  /** Trace ids that the span points to. */
  links: readonly string[]
  attributes: Readonly<Record<string, string | number>>
}
export type SeenPoint = { service: string, name: string, attributes: Readonly<Record<string, string | number>>, /** Of a histogram its count. */ value: number }

export type Collector = {
  url: string
  spans: SeenSpan[]
  /** The last of each metric, service and set of attributes. */
  points: () => SeenPoint[]
  /** Every body as it came. */
  bodies: string[]
  stop: () => Promise<void>
}

type Attribute = { key: string, value: { stringValue?: string, intValue?: string | number, doubleValue?: number } }
type Resource = { resource: { attributes: Attribute[] } }
type Span = { name: string, kind: number, traceId: string, spanId: string, parentSpanId?: string, links?: { traceId: string }[], attributes?: Attribute[] }
type Point = { attributes?: Attribute[], asInt?: string | number, asDouble?: number, count?: string | number }
type Metric = { name: string, gauge?: { dataPoints: Point[] }, sum?: { dataPoints: Point[] }, histogram?: { dataPoints: Point[] } }
type Body = {
  resourceSpans?: (Resource & { scopeSpans: { spans: Span[] }[] })[]
  resourceMetrics?: (Resource & { scopeMetrics: { metrics: Metric[] }[] })[]
}

/** A collector of telemetry (OTLP over HTTP, JSON) that keeps what it gets. */
export async function startCollector (): Promise<Collector> {
  const spans: SeenSpan[] = []
  const points = new Map<string, SeenPoint>()
  const bodies: string[] = []
  const take = (text: string) => {
    bodies.push(text)
    const body = JSON.parse(text) as Body
    spans.push(...spansOf(body))
    for (const point of pointsOf(body)) points.set(JSON.stringify([point.service, point.name, point.attributes]), point)
  }
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
      take(Buffer.concat(parts).toString())
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
  const url = await listen(server)
  return {
    url, spans, bodies,
    points: () => [...points.values()],
    stop: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    }
  }
}

const spansOf = ({ resourceSpans = [] }: Body): SeenSpan[] => resourceSpans.flatMap(({ resource, scopeSpans }) =>
  scopeSpans.flatMap(scope => scope.spans.map(({ name, kind, traceId, spanId, parentSpanId = '', links = [], attributes = [] }) => ({
    service: serviceOf(resource), name, kind, traceId, spanId, parentSpanId, links: links.map(link => link.traceId), attributes: plain(attributes)
  }))))

const pointsOf = ({ resourceMetrics = [] }: Body): SeenPoint[] => resourceMetrics.flatMap(({ resource, scopeMetrics }) =>
  scopeMetrics.flatMap(scope => scope.metrics.flatMap(({ name, gauge, sum, histogram }) =>
    (gauge ?? sum ?? histogram ?? { dataPoints: [] }).dataPoints.map(({ attributes = [], asInt, asDouble, count }) => ({
      service: serviceOf(resource), name, attributes: plain(attributes), value: Number(count ?? asInt ?? asDouble)
    })))))

const serviceOf = ({ attributes }: Resource['resource']): string => String(plain(attributes)['service.name'])

const plain = (attributes: readonly Attribute[]) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue ?? value.doubleValue)]))

export function listen (server: Pick<Server, 'listen' | 'once' | 'address'>): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`)
    })
  })
}
