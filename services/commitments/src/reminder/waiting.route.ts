import { waitingReply } from '@weft/contracts/commitments/waiting-api'
import type { Sql } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { actingAsHouse } from '../acting-as.ts'
import type { Deps } from '../deps.ts'
import { todayAt } from '../organisation/today.store.ts'
import { findWho } from '../organisation/who.store.ts'
import { askOf } from './digest.ts'
import { mattersOf } from './matters.store.ts'
import { blocksOf } from './sentences.ts'

/** GET /commitments/waiting: what a mail to the caller would bring up today, whether or not one was sent; for the office also that somebody has nobody to review them. */
export const waitingRoute = ({ pool, now }: Pick<Deps, 'pool' | 'now'>): FastifyPluginAsyncZod => async app => {
  app.get('/commitments/waiting', { config: { action: 'keep-own', summary: 'What waits for the caller now, with the page where it is done' }, schema: { response: { 200: waitingReply } } }, async request => {
    const { subject, roles } = subjectIn(request)
    const [who, today] = [await findWho(pool, subject), await todayAt(pool, now())]
    const matters = who === undefined ? [] : (await actingAsHouse(pool, tx => mattersOf(tx, [who.personId], today))).get(who.personId) ?? []
    const blocks = blocksOf(matters.map(matter => ({ ...matter, ask: askOf(matter, today) })).filter(({ ask }) => ask > 0))
    const alone = roles.includes('program-office') ? await actingAsHouse(pool, withNobody) : 0
    return { waiting: [
      ...blocks.map(({ link, path, what, by }) => ({ link, path, what, by })),
      ...alone === 0 ? [] : [{ link: 'Name who reviews', path: '/commitments/year', what: alone === 1 ? 'Nobody reviews one person.' : `Nobody reviews ${alone} people.`, by: null }]
    ] }
  })
}

/** Whom nobody reviews: the same people as the office's list names. Counting only those with something to review would say of each name whether they promised anything. */
async function withNobody (sql: Sql): Promise<number> {
  const { rows: [found] } = await sql.query<{ alone: number }>(/* sql */ `
    select count(distinct r.person_id)::int as alone from review r join quarter q on q.starts_on = r.quarter join person p on p.person_id = r.person_id
     where q.state = 'reviewing' and r.boss_id is null and r.state not in ('closed', 'missed', 'excused')`)
  return found?.alone ?? 0
}
