import type { FastifyPluginAsync } from 'fastify'
import { show } from '../show.tsx'
import { WhoSeesWhatPage } from './who-sees-what.page.tsx'

/** GET /who-sees-what */
export const whoSeesWhatRoute = (): FastifyPluginAsync => async app => {
  app.get('/who-sees-what', { config: { does: 'nothing-special', summary: 'Who sees what' } }, async (request, reply) => show(request, reply, 'Who sees what', <WhoSeesWhatPage />))
}
