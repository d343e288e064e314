// The server stack of /s/ with nothing behind it: what a route costs that does nothing.
import formbody from '@fastify/formbody'
import { bareHttp } from '@weft/service-kit/http'
import { silentLog } from '@weft/service-kit/log'
import { answerOrders } from './other-process.ts'

answerOrders<{ port: number }, string>(async ({ port }) => {
  const app = bareHttp(silentLog())
  app.register(formbody)
  app.get('/s/*', async (_request, reply) => reply.send(''))
  app.post('/s/*', async (_request, reply) => reply.send(''))
  return app.listen({ host: '127.0.0.1', port })
})
