import { ownRemindersReply, ownRemindersRequest, reminderRules, reminderRulesReply } from '@weft/contracts/commitments/reminder-api'
import { inTransaction, type Sql } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Deps } from '../deps.ts'
import { findWho, whoIs } from '../organisation/who.store.ts'
import { readRules, setWanted, timeZoneOf, wantsAll, writeRules } from './digest.store.ts'
import { plusDays } from './rules.ts'

/** GET and POST /commitments/reminders/mine: whether the caller wants mails about own days. */
export const ownRemindersRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/commitments/reminders/mine', { config: { action: 'keep-own', summary: 'Whether the caller wants mails about own days' }, schema: { response: { 200: ownRemindersReply } } }, async request => {
    const who = await findWho(pool, subjectIn(request).subject)
    return { known: who !== undefined, wanted: who !== undefined && await wantsAll(pool, who.personId) }
  })

  app.post('/commitments/reminders/mine', { config: { action: 'keep-own', summary: 'Says whether the caller wants mails about own days' }, schema: { body: ownRemindersRequest, response: { 200: ownRemindersReply } } }, async request => {
    const { wanted } = request.body
    await inTransaction(pool, async tx => setWanted(tx, (await whoIs(tx, subjectIn(request).subject)).personId, wanted))
    return { known: true, wanted }
  })
}

/** GET and POST /commitments/reminders/rules: when mails may go out, and how many did. */
export const reminderRulesRoute = ({ pool, now }: Deps): FastifyPluginAsyncZod => async app => {
  const today = () => now().toISOString().slice(0, 10)

  app.get('/commitments/reminders/rules', { config: { action: 'run-reminders', summary: 'When mails may go out, and what became of those of thirty days' }, schema: { response: { 200: reminderRulesReply } } }, () => told(pool, today()))

  app.post('/commitments/reminders/rules', { config: { action: 'run-reminders', summary: 'Says when mails may go out' }, schema: { body: reminderRules, response: { 200: reminderRulesReply } } }, async request => {
    if (request.body.toHour <= request.body.fromHour) throw new Refusal('invalid', 'hours-reversed', 'The day must end after it begins.')
    await inTransaction(pool, tx => writeRules(tx, request.body, subjectIn(request).subject, today()))
    return told(pool, today())
  })
}

async function told (sql: Sql, today: string) {
  const [rules, timeZone] = await Promise.all([readRules(sql), timeZoneOf(sql)])
  const { rows: [counts = { sent: 0, refused: 0, unknown: 0 }] } = await sql.query<{ sent: number, refused: number, unknown: number }>(/* sql */ `
    select (count(*) filter (where d.state = 'sent'))::int as sent, (count(*) filter (where d.state = 'refused'))::int as refused, (count(*) filter (where d.state = 'unknown'))::int as unknown
      from digest d where d.day > $1`, [plusDays(today, -30)])
  return { rules, timeZone, lastThirtyDays: counts }
}
