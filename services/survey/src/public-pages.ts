import type { FastifyReply, FastifyRequest } from 'fastify'
import { messageHtml } from './form/shell.page.tsx'
import { textsOf, type Message } from './form/texts.ts'
import { dress } from './public-assets.ts'
import { fixedPage, type HtmlPage } from './public-packing.ts'

const language = 'en'
const texts = textsOf(language)
const fixed = (message: Message, erase = false) => fixedPage(messageHtml({ lang: language, kicker: texts.kicker, message, dress, erase }))

/** `unusable` is one page for used, closed and invented links: same words, same bytes. */
export const messages = {
  thanks: fixed(texts.thanks, true), saved: fixed(texts.saved), sent: fixed(texts.sent, true), unusable: fixed(texts.unusable),
  refused: fixed(texts.refused), failed: fixed(texts.failed), busy: fixed(texts.busy)
}

export function answerHtml (request: FastifyRequest, reply: FastifyReply, page: HtmlPage): FastifyReply {
  reply.headers({ 'content-type': 'text/html; charset=utf-8', vary: 'accept-encoding' })
  const takesPacked = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  return takesPacked ? reply.header('content-encoding', 'gzip').send(page.packed()) : reply.send(page.body())
}
