import { ownDataReply, rulesReply, type OwnDataReply } from '@weft/contracts/commitments/owndata-api'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { actingAs, asHouseIn } from '../acting-as.ts'
import type { Deps } from '../deps.ts'
import { KEPT_DAYS } from '../erasure/kept.ts'
import { HELD_HOURS, MOST_ROWS, UNDONE_DAYS } from '../import/limits.ts'
import { todayAt } from '../organisation/today.store.ts'
import { whoIs } from '../organisation/who.store.ts'
import { K } from '../roll-up/families.ts'
import { linesOf } from './lines.ts'
import { heldOf } from './own-data.store.ts'

/** GET /commitments/own-data, …own-data.csv: everything that is held of the caller, and of nobody else. GET /commitments/rules: numbers that pages say. */
export const ownDataRoutes = ({ pool, now }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/commitments/own-data', { config: { action: 'keep-own', summary: 'Everything that is held of the caller, as JSON' }, schema: { response: { 200: ownDataReply } } }, async request => ownData(pool, now(), subjectIn(request).subject))

  app.get('/commitments/own-data.csv', { config: { action: 'keep-own', summary: 'Everything that is held of the caller, as a CSV file', gives: 'text/csv' } }, async (request, reply) =>
    reply.headers({ 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="my-commitments.csv"' }).send(linesOf(await ownData(pool, now(), subjectIn(request).subject))))

  app.get('/commitments/rules', { config: { action: 'read-own-place', summary: 'From how many people a figure is made, and how long things are kept' }, schema: { response: { 200: rulesReply } } }, async () =>
    ({ fewest: K, keptDays: KEPT_DAYS, undoneDays: UNDONE_DAYS, importHours: HELD_HOURS, mostRows: MOST_ROWS }))
}

async function ownData (pool: Deps['pool'], now: Date, subject: string): Promise<OwnDataReply> {
  const who = await whoIs(pool, subject) // guard: one's own data
  // As the person, too: what they are writing of a review not even the house reads.
  return actingAs(pool, who.personId, tx => asHouseIn(tx, async () => {
    const { rows: [person] } = await tx.query<Record<string, unknown>>(/* sql */ `select p.* from person p where p.person_id = $1`, [who.personId])
    const { lists, complete } = await heldOf(tx, who.personId, subject)
    return ownDataReply.parse(JSON.parse(JSON.stringify({ takenOn: await todayAt(tx, now), complete, person: person ?? null, ...lists })))
  }))
}
