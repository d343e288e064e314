import type { FastifyContextConfig, FastifyInstance, FastifySchema } from 'fastify'

/** What a route says of itself besides its schemas, for its OpenAPI document. */
export type Told = {
  /** One line: what it does or gives. */
  summary?: string
  /** Content type of an answer that is no JSON. */
  gives?: string
  /** Files of a multipart form: name → what is in it. */
  takes?: Readonly<Record<string, string>>
  /** Answers with an ETag, and with 304 whoever has the same already. */
  tagged?: true
  /** A style sheet or script: its address changes with its content. */
  file?: true
}

export type ListedRoute = { method: string, url: string, schema: FastifySchema, config: FastifyContextConfig }

/** Keeps a list of every route of a server: documents and tests that try each are made from it, so none can be forgotten. */
export function listRoutes (app: FastifyInstance): void {
  const routeList: ListedRoute[] = []
  app.decorate('routeList', routeList)
  app.addHook('onRoute', ({ method, url, schema = {}, config = {} }) => {
    for (const one of [method].flat()) if (one !== 'HEAD') routeList.push({ method: one, url, schema, config: config })
  })
}
