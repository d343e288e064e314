import { disciplineId } from '@weft/contracts/program/discipline-api'
import { practicesReply, practiceState } from '@weft/contracts/program/practice-api'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actingAs } from '../acting-as.ts'
import type { Deps } from '../deps.ts'
import { pathOf } from '../organisation/who.store.ts'
import { countPractices, practicesOf } from './library.store.ts'
import { readerOf } from './reader.store.ts'
import { startingLibrary } from './starting-library.ts'

const PAGE = 50
const querystring = z.strictObject({ state: practiceState.default('accepted'), discipline: disciplineId.optional(), unit: z.string().min(1).max(64).optional(), like: z.string().max(100).default(''), after: z.uuid().optional() })

/** GET /program/practices: the library; with `unit`, what that unit or one above it has adopted. Proposals of others are for who decides. */
export const listPracticesRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/practices', {
    config: { action: 'read-practices', summary: 'The practices of the program, by discipline' },
    schema: { querystring, response: { 200: practicesReply } }
  }, async request => {
    const { state, discipline = null, unit, like, after = null } = request.query
    const subject = subjectIn(request)
    return actingAs(pool, subject, async tx => {
      const reader = await readerOf(tx, subject)
      const along = unit === undefined ? null : await pathOf(tx, unit)
      if (unit !== undefined && along === null) throw new Refusal('not-found', 'no-such-unit', 'There is no such unit.')
      const rows = await practicesOf(tx, reader, { state, discipline, along, like, after }, PAGE + 1)
      const practices = rows.slice(0, PAGE)
      const { loaded, ...counts } = await countPractices(tx, reader)
      return { practices, next: rows.length > PAGE ? practices.at(-1)?.practiceId ?? null : null, counts: { ...counts, startingLibrary: startingLibrary.length - loaded } }
    })
  })
}
