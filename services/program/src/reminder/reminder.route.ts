import { ownRemindersReply, ownRemindersRequest, reminderMade, reminderRequest, remindersReply, type Reminder, type ReminderAudience } from '@weft/contracts/program/reminder-api'
import { inTransaction, type Sql } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { currentCharter } from '../charter/charter.store.ts'
import type { Deps } from '../deps.ts'
import { findWho, namesOf, pathOf, whoIs } from '../organisation/who.store.ts'
import { FEWEST_PEOPLE, suggestionOf } from './reminder.ts'
import { insertReminder, listReminders, peopleOf, setWanted, wantsReminders, withdrawReminder, type Row } from './reminder.store.ts'

const PAGE = 50
const DAY_MS = 86_400_000
const LONGEST_AHEAD_DAYS = 366

/** GET and POST /program/reminders, POST /program/reminders/:reminderId/withdrawal */
export const remindersRoute = ({ pool, now, newId, wake }: Deps): FastifyPluginAsyncZod => async app => {
  const today = () => now().toISOString().slice(0, 10)

  app.get('/program/reminders', { config: { action: 'remind', summary: 'Reminders, newest first, with what became of them, and a text to begin with' }, schema: { querystring: z.strictObject({ after: z.string().regex(/^\d{1,15}$/).optional() }), response: { 200: remindersReply } } }, async ({ query: { after } }) => {
    const rows = await listReminders(pool, after === undefined ? null : Number(after), PAGE + 1)
    const page = rows.slice(0, PAGE)
    const names = await namesOf(pool, page.map(({ by }) => by))
    return { reminders: page.map(row => toldOf(row, names.get(row.by) ?? null)), next: rows.length > PAGE ? String(page.at(-1)?.number) : null, suggestion: suggestionOf(await stateOf(pool, today())) }
  })

  app.post('/program/reminders', { config: { action: 'remind', summary: 'Plans a reminder by e-mail' }, schema: { body: reminderRequest, response: { 201: reminderMade } } }, async (request, reply) => {
    const [{ body }, reminderId] = [request, newId()]
    if (body.day < today()) throw new Refusal('invalid', 'reminder-in-past', 'That day has passed already.')
    if (Date.parse(body.day) - Date.parse(today()) > LONGEST_AHEAD_DAYS * DAY_MS) throw new Refusal('invalid', 'reminder-too-far', 'Plan it for a day within a year.')
    await inTransaction(pool, async tx => {
      if (body.audience.kind === 'unit' && await pathOf(tx, body.audience.unitId) === null) throw new Refusal('invalid', 'no-such-unit', 'There is no such unit.')
      if ((await peopleOf(tx, body.audience)).length < FEWEST_PEOPLE) throw new Refusal('invalid', 'too-few-people', `A reminder goes to ${FEWEST_PEOPLE} people or more. Speak with them instead.`)
      await insertReminder(tx, { ...body, reminderId, by: subjectIn(request).subject })
    })
    wake('send-reminders')
    return reply.code(201).send({ reminderId })
  })

  app.post('/program/reminders/:reminderId/withdrawal', { config: { action: 'remind', summary: 'Withdraws a reminder: nobody is written to any more' }, schema: { params: z.object({ reminderId: z.uuid() }), response: { 200: reminderMade } } }, async request => {
    const { reminderId } = request.params
    if (!await inTransaction(pool, tx => withdrawReminder(tx, reminderId))) throw new Refusal('not-found', 'no-such-reminder', 'There is no such reminder to withdraw. It may have gone out already.')
    return { reminderId }
  })
}

const nameOf = (audience: ReminderAudience, unitName: string | null) => audience.kind === 'all' ? 'Everybody' : audience.kind === 'leaders' ? 'Leaders' : `${unitName ?? audience.unitId} and below`
const toldOf = ({ reminderId, subject, text, audience, unitName, day, state, people, sent, waiting, leftAlone, refused, unknown }: Row, byName: string | null): Reminder =>
  ({ reminderId, subject, text, audience, audienceName: nameOf(audience, unitName), day, state, byName, counts: people === 0 ? null : { people, sent, waiting, leftAlone, refused, unknown } })

/** What a text can be made of: the vision in force, facts of the last seven days, and what ends next. */
async function stateOf (sql: Sql, today: string) {
  const { rows: changes } = await sql.query<{ what: string }>(/* sql */ `
    select h.what from happening h where h.day between $1::date - 6 and $1 order by h.day desc, h.happening_id desc limit 5`, [today])
  const { rows: [next] } = await sql.query<{ what: string, day: string }>(/* sql */ `
    select 'we will know whether ' || e.belief || ' helps ' || e.for_whom as what, e.ends_on as day from experiment e where e.state = 'running' and e.ends_on >= $1 order by e.ends_on, e.number limit 1`, [today])
  return { vision: (await currentCharter(sql))?.charter.vision ?? null, changes: changes.map(({ what }) => what), next: next ?? null }
}

/** GET and POST /program/reminders/mine: whether the caller wants them. */
export const ownRemindersRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/reminders/mine', { config: { action: 'take-part', summary: 'Whether the caller wants reminders' }, schema: { response: { 200: ownRemindersReply } } }, async request => {
    const who = await findWho(pool, subjectIn(request).subject)
    return { known: who !== undefined, wanted: who !== undefined && await wantsReminders(pool, who.personId) }
  })

  app.post('/program/reminders/mine', { config: { action: 'take-part', summary: 'Says whether the caller wants reminders' }, schema: { body: ownRemindersRequest, response: { 200: ownRemindersReply } } }, async request => {
    const { wanted } = request.body
    await inTransaction(pool, async tx => setWanted(tx, (await whoIs(tx, subjectIn(request).subject)).personId, wanted))
    return { known: true, wanted }
  })
}
