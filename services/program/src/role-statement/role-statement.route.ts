import { reviewStatementRequest, statementReply, statementSavedReply, writeStatementRequest, type StatementReply } from '@weft/contracts/program/role-api'
import type { Sql } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { actingAs } from '../acting-as.ts'
import type { Deps } from '../deps.ts'
import { whoIs, type Who } from '../organisation/who.store.ts'
import { stateOf, yearAfter, type Standing } from './statement.ts'

type Own = StatementReply['history'][number] & Standing
type New = Pick<Own, 'beneficiary' | 'text' | 'shared'>

/** GET and POST /program/role-statement, POST /program/role-statement/review */
export const roleStatementRoute = ({ pool, now }: Deps): FastifyPluginAsyncZod => async app => {
  const today = () => now().toISOString().slice(0, 10)

  app.get('/program/role-statement', { config: { action: 'keep-own-statement', summary: 'The caller\'s own statement with its history, and what colleagues of the unit share' }, schema: { response: { 200: statementReply } } }, async request => {
    const { subject } = subjectIn(request)
    return actingAs(pool, { subject }, async tx => {
      const who = await whoIs(tx, subject)
      const own = await ownOf(tx, subject)
      return { state: stateOf(own[0], who, today()), history: own, shared: await sharedIn(tx, who.unitId, subject) }
    })
  })

  app.post('/program/role-statement', { config: { action: 'keep-own-statement', summary: 'Writes the caller\'s statement; the one before stays in their own history' }, schema: { body: writeStatementRequest, response: { 200: statementSavedReply } } }, async request => {
    const [{ subject }, { basedOn, ...statement }] = [subjectIn(request), request.body]
    return actingAs(pool, { subject }, async tx => save(tx, await whoIs(tx, subject), subject, basedOn, statement, today()))
  })

  app.post('/program/role-statement/review', { config: { action: 'keep-own-statement', summary: 'The statement is still true: reviewed for another year, in the place where its author works now' }, schema: { body: reviewStatementRequest, response: { 200: statementSavedReply } } }, async request => {
    const [{ subject }, { basedOn }] = [subjectIn(request), request.body]
    return actingAs(pool, { subject }, async tx => {
      const [newest] = await ownOf(tx, subject)
      if (newest === undefined) throw new Refusal('conflict', 'nothing-to-review', 'There is no statement yet. Write it first.')
      return save(tx, await whoIs(tx, subject), subject, basedOn, newest, today())
    })
  })
}

async function save (tx: Sql, { unitId, rank }: Who, subject: string, basedOn: number, { beneficiary, text, shared }: New, today: string): Promise<{ version: number, dueOn: string }> {
  await tx.query(/* sql */ `select pg_advisory_xact_lock(hashtextextended('role-statement:' || $1, 0))`, [subject])
  const { rows: [newest] } = await tx.query<{ version: number, today: number }>(/* sql */ `
    select coalesce(max(s.version), 0) as version, count(*) filter (where s.written_on = $2) as today from role_statement s where s.subject = $1`, [subject, today])
  if (newest?.version !== basedOn) throw new Refusal('conflict', 'changed-meanwhile', 'You changed this in another window meanwhile. Nothing of it was lost. Read it, then change it.') // guard: statement of two windows
  if (newest.today >= 20) throw new Refusal('too-many', 'too-many-changes', 'You have saved this 20 times today. Keep the next change for tomorrow.')
  await tx.query(/* sql */ `update role_statement set shared = false where subject = $1 and shared`, [subject])
  await tx.query(/* sql */ `
    insert into role_statement (subject, version, beneficiary, text, unit_id, rank, written_on, due_on, shared)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [subject, basedOn + 1, beneficiary, text, unitId, rank, today, yearAfter(today), shared])
  return { version: basedOn + 1, dueOn: yearAfter(today) }
}

async function ownOf (tx: Sql, subject: string): Promise<Own[]> {
  const { rows } = await tx.query<Own>(/* sql */ `
    select s.version, s.beneficiary, s.text, s.written_on as "writtenOn", s.due_on as "dueOn", s.shared, s.unit_id as "unitId", s.rank
      from role_statement s
     where s.subject = $1
     order by s.version desc
     limit 50`,
    [subject])
  return rows
}

// Row-level security shows what is shared in the unit that the transaction names, and nothing else of others.
async function sharedIn (tx: Sql, unitId: string, subject: string): Promise<StatementReply['shared']> {
  await tx.query(/* sql */ `select set_config('weft.unit', $1, true)`, [unitId])
  const { rows } = await tx.query<StatementReply['shared'][number]>(/* sql */ `
    select p.name, s.beneficiary, s.text
      from role_statement s
      join account a on a.subject::text = s.subject
      join person p on p.person_id = a.person_id and p.unit_id = s.unit_id
     where s.shared and s.unit_id = $1 and s.subject <> $2
     order by p.name, p.person_id
     limit 100`,
    [unitId, subject])
  return rows
}
