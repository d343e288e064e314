import { renderPage } from '@weft/service-kit/page/render'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { VNode } from 'preact'
import { commitmentsLook, look, programLook } from './assets.ts'
import { Frame, isBelow, type Look } from './frame/frame.page.tsx'

/** Answers with a page in the door's frame. */
export function show (request: FastifyRequest, reply: FastifyReply, title: string, page: VNode, status = 200): FastifyReply {
  const path = request.url.split('?')[0] ?? '/'
  const html = renderPage(<Frame title={title} look={lookOf(path)} person={request.person} demonstration={request.demonstration} path={path}>{page}</Frame>)
  return reply.code(status).header('content-type', 'text/html; charset=utf-8').send(html)
}

const lookOf = (path: string): Look => path === '/' || isBelow('/program', path) ? programLook : isBelow('/commitments', path) ? commitmentsLook : look
