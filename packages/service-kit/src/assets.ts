import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { FastifyPluginAsync } from 'fastify'

export type Asset = { /** Where it is served; changes with its content. */ href: string, type: string, body: Buffer, packed: Buffer }

const types: Record<string, string> = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', svg: 'image/svg+xml' }
const A_YEAR = 31_536_000

/** Reads a file once, to be served under `/assets/`. Its address holds a hash of its content, so that a browser may keep it for good. */
export function assetFrom (file: URL): Asset {
  const [, name = '', ending = ''] = /([^/]+)\.([a-z]+)$/.exec(file.pathname) ?? []
  const type = types[ending]
  if (type === undefined) throw new Error(`${file.pathname}: there is no content type for .${ending}`)
  const body = readFileSync(file)
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12)
  return { href: `/assets/${name}-${hash}.${ending}`, type, body, packed: gzipSync(body) }
}

/** The style sheet every page starts with, and the mark. */
export const pageStyle: Asset = assetFrom(new URL('./page/assets/page.css', import.meta.url))
export const mark: Asset = assetFrom(new URL('./page/assets/mark.svg', import.meta.url))

/** Serves these files and nothing else. They hold nothing personal and ask nobody. */
export const assetRoutes = (assets: readonly Asset[]): FastifyPluginAsync => async app => {
  for (const { href, type, body, packed } of assets) {
    app.get(href, { config: { open: true, file: true } }, async (request, reply) => {
      reply.headers({ 'content-type': type, 'cache-control': `public, max-age=${A_YEAR}, immutable`, vary: 'accept-encoding', 'x-content-type-options': 'nosniff' })
      if (!/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) return reply.send(body)
      return reply.header('content-encoding', 'gzip').send(packed)
    })
  }
}
