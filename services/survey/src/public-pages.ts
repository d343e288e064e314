import { gzipSync } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { dress } from './public-assets.ts'
import { messageHtml } from './form/shell.page.tsx'
import { textsOf, type Message } from './form/texts.ts'

/** A page that never changes, in both its shapes. */
export type FixedPage = { body: Buffer, packed: Buffer }

const language = 'en'
const texts = textsOf(language)
const fixed = (message: Message, erase = false): FixedPage => {
  const body = Buffer.from(messageHtml({ lang: language, kicker: texts.kicker, message, dress, erase }))
  return { body, packed: gzipSync(body) }
}

/** `unusable` is one page for used, closed and invented links: same words, same bytes. */
export const messages = {
  thanks: fixed(texts.thanks, true), saved: fixed(texts.saved), sent: fixed(texts.sent, true), unusable: fixed(texts.unusable),
  refused: fixed(texts.refused), failed: fixed(texts.failed)
}

const takesPacked = (request: FastifyRequest) => /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))

export function answerHtml (request: FastifyRequest, reply: FastifyReply, page: FixedPage | string): FastifyReply {
  reply.headers({ 'content-type': 'text/html; charset=utf-8', vary: 'accept-encoding' })
  if (typeof page === 'string') {
    return takesPacked(request) ? reply.header('content-encoding', 'gzip').send(gzipSync(page, { level: 3 })) : reply.send(page)
  }
  return takesPacked(request) ? reply.header('content-encoding', 'gzip').send(page.packed) : reply.send(page.body)
}
