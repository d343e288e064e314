import { prioritiesReply } from '@weft/contracts/program/priority-api'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Deps } from '../deps.ts'
import { currentPriorities } from './priorities.store.ts'

/** GET /program/priorities: the one to three that are in force, for everybody. */
export const getPrioritiesRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/priorities', {
    config: { action: 'read-papers', summary: 'The priorities in force' },
    schema: { response: { 200: prioritiesReply } }
  }, () => currentPriorities(pool))
}
