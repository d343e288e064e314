import { Readable } from 'node:stream'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { personIn } from '../protection.tsx'
import { cappedBody, MOST_UPLOAD_BYTES, passThrough, UPLOAD_MS } from '../upload.ts'
import { headersIn, headersOut, machineRoutes, targetOf, type MachineRoute } from './route-table.ts'

const MOST_COMMAND_BYTES = 1_048_576
const CALL_MS = 30_000

/** /v1: each route of the table, handed to its service in the name of the key's owner. Bodies stream, nothing is held or parsed. */
export const proxyRoutes = (deps: Deps): FastifyPluginAsync => async app => {
  app.removeAllContentTypeParsers()
  passThrough(app, '*')
  for (const route of machineRoutes) {
    app.route({
      method: route.method, url: route.path, bodyLimit: MOST_UPLOAD_BYTES,
      config: { does: route.action, handsTo: { service: route.service, path: route.to }, ...(route.audit !== undefined && { audit: route.audit }) },
      handler: (request, reply) => hand(deps, route, request, reply)
    })
  }
}

async function hand (deps: Deps, route: MachineRoute, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const person = personIn(request)
  const leaving = new AbortController()
  reply.raw.once('close', () => { leaving.abort() })
  const hasBody = route.method === 'POST' && request.body != null
  const response = await deps.client.open(person, {
    service: route.service,
    method: route.method,
    path: targetOf(route.to, request.params as Record<string, string>, request.url),
    headers: headersIn(request.headers),
    within: route.upload === true || route.slow === true ? UPLOAD_MS : CALL_MS,
    signal: leaving.signal,
    ...(hasBody && { body: cappedBody(request, route.upload === true ? MOST_UPLOAD_BYTES : MOST_COMMAND_BYTES) })
  })
  reply.code(response.status).headers(headersOut(response.headers))
  return response.body === null ? reply.send() : reply.send(Readable.fromWeb(response.body as never))
}
