import { charterReply } from '@weft/contracts/program/charter-api'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Deps } from '../deps.ts'
import { currentCharter, mandateFrom } from './charter.store.ts'

/** GET /program/charter: what the program is for, who stands behind it, and whether still somebody does. */
export const getCharterRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/charter', {
    config: { action: 'read-papers', summary: 'The charter in force, and whether the mandate is held' },
    schema: { response: { 200: charterReply } }
  }, async () => {
    const found = await currentCharter(pool)
    const mandate = mandateFrom(found)
    if (found === undefined) return { charter: null, mandate }
    const { vision, goals, resources } = found.charter
    return { charter: { version: found.version, publishedOn: found.publishedOn, vision, goals, resources, sponsor: found.sponsor === null ? null : { name: found.sponsor.name } }, mandate }
  })
}
