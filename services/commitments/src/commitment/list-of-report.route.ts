import { commitmentState, reportReply, reportsReply, type CommitmentState, type ReportsReply } from '@weft/contracts/commitments/commitment-api'
import { sourceId } from '@weft/contracts/vocabulary'
import type { Sql } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actingAs } from '../acting-as.ts'
import type { Deps } from '../deps.ts'
import { whoIs } from '../organisation/who.store.ts'
import { listCommitments } from './list.store.ts'

const PAGE = 50
const query = z.strictObject({ state: commitmentState.exclude(['draft']).optional().describe('open ones without it'), after: z.uuid().optional() })

/** GET /commitments/of, and …/:personId: what a report has promised. Who is not the boss is told that there is nobody. */
export const listOfReportRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/commitments/of', { config: { action: 'lead-commitments', summary: 'People whose boss the caller is, with how many are open and wait for a word' }, schema: { response: { 200: reportsReply } } }, async request => {
    const { personId } = await whoIs(pool, subjectIn(request).subject)
    return { reports: await actingAs(pool, personId, tx => reportsOf(tx, personId)) }
  })

  app.get('/commitments/of/:personId', { config: { action: 'lead-commitments', summary: 'What somebody has promised whose boss or reviewer the caller is; never drafts' }, schema: { params: z.object({ personId: sourceId }), querystring: query, response: { 200: reportReply } } }, async request => {
    const [{ personId }, { state, after }, who] = [request.params, request.query, await whoIs(pool, subjectIn(request).subject)]
    const states: CommitmentState[] = [state ?? 'open']
    return actingAs(pool, who.personId, async tx => {
      const person = await reportOf(tx, personId)
      const rows = await listCommitments(tx, { whose: 'report', personId, states, horizon: null, after: after ?? null }, PAGE + 1)
      const page = rows.slice(0, PAGE)
      return { person, commitments: page, next: rows.length > PAGE ? page.at(-1)?.commitmentId ?? null : null }
    })
  })
}

const MOST_REPORTS = 200
async function reportsOf (tx: Sql, bossId: string): Promise<ReportsReply['reports']> {
  const { rows } = await tx.query<ReportsReply['reports'][number]>(/* sql */ `
    select p.person_id as "personId", p.name, count(*) filter (where c.state = 'open') as open,
           count(*) filter (where (c.state = 'open' and c.weight_agreed_by is null) or (c.state = 'dropped' and c.drop_agreed_by is null
             and not exists (select from quarter q where c.ended_on between q.starts_on and q.ends_on and q.state = 'final'))) as "toAgree"
      from person p
      left join commitment c using (person_id)
     where p.boss_id = $1
     group by p.person_id, p.name
     order by p.name, p.person_id
     limit $2`,
    [bossId, MOST_REPORTS])
  return rows
}

/** Throws `no-such-report`, also for who is there and is somebody else's report. */
async function reportOf (tx: Sql, personId: string): Promise<{ personId: string, name: string }> {
  const { rows: [person] } = await tx.query<{ personId: string, name: string }>(/* sql */ `
    select p.person_id as "personId", p.name from person p where p.person_id = $1 and sees(p.person_id)`,
    [personId])
  if (person === undefined) throw new Refusal('not-found', 'no-such-report', 'You are not the boss of anybody by this id.') // guard: whose report it is
  return person
}
