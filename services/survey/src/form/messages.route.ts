import type { FastifyPluginAsync } from 'fastify'
import { answerHtml, messages } from '../public-pages.ts'

/** Where a browser is sent after sending and after saving: pages without a link in their address. */
export const messageRoutes = (): FastifyPluginAsync => async app => {
  app.get('/s/thanks', { config: { open: true, summary: 'Where a browser is after sending', gives: 'text/html' } }, async (request, reply) => answerHtml(request, reply, messages.thanks))
  app.get('/s/saved', { config: { open: true, summary: 'Where a browser is after saving a draft', gives: 'text/html' } }, async (request, reply) => answerHtml(request, reply, messages.saved))
}
