import { startReply } from '@weft/contracts/program/start-api'
import { inTransaction } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { coverageOf, seesNames } from '../attendance/coverage.ts'
import type { Deps } from '../deps.ts'
import { forumsAfter } from '../forum/forum.store.ts'
import { findWho } from '../organisation/who.store.ts'
import { involvement, linkedWaves, newestWorkshops } from './start.store.ts'

const MOST_NAMES = 500

/** GET /program/start: where the start in three steps is. Who is missing among the leaders is for the program office. */
export const getStartRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/start', {
    config: { action: 'read-start', summary: 'Where the start in three steps is' },
    schema: { response: { 200: startReply } }
  }, async request => {
    const subject = subjectIn(request)
    return inTransaction(pool, async tx => {
      const who = await findWho(tx, subject.subject)
      const { took, missing } = await involvement(tx)
      return {
        leader: who?.rank === 'leader',
        forums: await forumsAfter(tx, null, 10),
        waves: await linkedWaves(tx, who?.personId ?? null),
        workshops: await newestWorkshops(tx),
        involved: coverageOf(took.length, took.length + missing.length, seesNames(subject, who?.rank) ? took.slice(0, MOST_NAMES) : null),
        missing: subject.roles.includes('program-office') ? missing.slice(0, MOST_NAMES) : null
      }
    })
  })
}
