import { commitmentReply, type CommitmentReply, type CommitmentStep } from '@weft/contracts/commitments/commitment-api'
import type { Sql } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actingAs } from '../acting-as.ts'
import type { Deps } from '../deps.ts'
import { namesOfPeople } from '../organisation/colleagues.store.ts'
import { todayAt } from '../organisation/today.store.ts'
import { whoIs } from '../organisation/who.store.ts'
import { noSuchCommitment } from './commitment.store.ts'
import { changesInWords } from './difference.ts'
import { boundsOf } from './due.ts'
import { findCommitment, type Listed } from './list.store.ts'

const PAGE = 50
const query = z.strictObject({ before: z.coerce.number().int().min(1).max(2_147_483_647).optional().describe('history before this version') })

/** GET /commitments/commitment/:commitmentId: for its owner, the boss, and who shares it. */
export const getCommitmentRoute = ({ pool, now }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/commitments/commitment/:commitmentId', { config: { action: 'keep-commitments', summary: 'One commitment with its history, for its owner, the boss and partners' }, schema: { params: z.object({ commitmentId: z.uuid() }), querystring: query, response: { 200: commitmentReply } } }, async request => {
    const [today, { personId }] = [await todayAt(pool, now()), await whoIs(pool, subjectIn(request).subject)]
    return actingAs(pool, personId, async tx => {
      const commitment = await findCommitment(tx, request.params.commitmentId)
      if (commitment === undefined) throw noSuchCommitment()
      return { commitment, today, ...await around(tx, commitment, personId, today), ...await historyOf(tx, commitment.commitmentId, request.query.before ?? null) }
    })
  })
}

async function around (tx: Sql, one: Listed, reader: string, today: string): Promise<Pick<CommitmentReply, 'as' | 'bounds' | 'partners' | 'split' | 'seenBy'>> {
  const { rows: [place] } = await tx.query<{ isBoss: boolean, boss: string | null }>(/* sql */ `
    select sees($1) as "isBoss", (select b.name from person p join person b on b.person_id = p.boss_id where p.person_id = $1) as boss`,
    [one.ownerId])
  const { rows: partners } = await tx.query<{ personId: string, name: string }>(/* sql */ `
    select s.person_id as "personId", p.name from commitment_partner s join person p using (person_id) where s.commitment_id = $1 order by p.name, s.person_id`,
    [one.commitmentId])
  const { rows: split } = await tx.query<{ commitmentId: string, wording: string }>(/* sql */ `
    select c.commitment_id as "commitmentId", c.wording from commitment c where c.split_from = $1 order by c.commitment_id limit 5`,
    [one.commitmentId])
  return {
    as: one.ownerId === reader ? 'owner' : place?.isBoss === true ? 'boss' : 'partner',
    bounds: one.horizon === 'beyond' ? null : boundsOf(one.horizon, one.startsOn ?? today, today),
    partners, split, seenBy: { boss: place?.boss ?? null, partners: partners.length }
  }
}

type Row = { version: number, at: Date, by: string, act: string, before: Record<string, unknown> | null, after: Record<string, unknown> | null, reason: string | null }
async function historyOf (tx: Sql, commitmentId: string, before: number | null): Promise<{ history: CommitmentStep[], earlier: number | null }> {
  const { rows } = await tx.query<Row>(/* sql */ `
    select h.version, h.at, h.by_person as by, h.act, h.before, h.after, h.reason
      from commitment_change h
     where h.commitment_id = $1 and ($2::int is null or h.version < $2)
     order by h.version desc
     limit $3`,
    [commitmentId, before, PAGE + 1])
  const page = rows.slice(0, PAGE)
  const names = await namesOfPeople(tx, page.map(({ by }) => by))
  return {
    history: page.map(({ version, at, by, act, reason, ...change }) => ({ version, at: at.toISOString(), act, byName: names.get(by) ?? null, reason, changes: changesInWords(change.before, change.after) })),
    earlier: rows.length > PAGE ? page.at(-1)?.version ?? null : null
  }
}
