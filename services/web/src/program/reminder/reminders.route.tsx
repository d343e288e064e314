import { unitsReply } from '@weft/contracts/program/organisation-api'
import { ownRemindersReply, reminderMade, reminderRequest, remindersReply } from '@weft/contracts/program/reminder-api'
import { statusOf } from '@weft/service-kit/http'
import type { Finding } from '@weft/service-kit/page/controls'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { endedAs, wasAbout } from '../../auditing.ts'
import type { Deps } from '../../deps.ts'
import { address } from '../../frame/words.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { OwnRemindersPage, RemindersPage, type ReminderForm } from './reminders.page.tsx'

const text = z.string().max(3000).default('')
const sentences: Readonly<Record<string, string>> = { subject: 'Write a subject of at most 120 characters.', text: 'Write a text of at most 2,000 characters.', audience: 'Choose to whom.', unitId: 'Choose the unit.', day: 'The day is a date, such as 2026-11-30.' }
const fields: Readonly<Record<string, string>> = { 'reminder-in-past': 'day', 'reminder-too-far': 'day', 'no-such-unit': 'unitId', 'too-few-people': 'audience' }

/** GET and POST /program/reminders, POST /program/reminders/:reminderId/withdrawal */
export const reminderRoutes = ({ client, now }: Deps): FastifyPluginAsyncZod => async app => {
  type More = { status?: number, after?: string | undefined, form?: ReminderForm, problems?: readonly Finding[], done?: 'planned' | 'withdrawn' | null }
  const showReminders = async (request: FastifyRequest, reply: FastifyReply, { status = 200, after, form, problems = [], done = null }: More) => {
    const [person, today] = [personIn(request), now().toISOString().slice(0, 10)]
    const [list, units] = await Promise.all([client.read(person, 'program', address('/program/reminders', { after }), remindersReply), client.read(person, 'program', '/program/units', unitsReply)])
    return show(request, reply, 'Reminders', <RemindersPage roles={person.roles} {...{ list, units, today, problems, done }} form={form ?? { ...list.suggestion, audience: 'all', unitId: '', day: today }} />, status)
  }

  app.get('/program/reminders', { config: { does: 'run-program', summary: 'Reminders by e-mail' }, schema: { querystring: z.strictObject({ after: z.string().regex(/^\d{1,15}$/).optional(), done: z.enum(['planned', 'withdrawn']).optional() }) } }, async (request, reply) =>
    showReminders(request, reply, { after: request.query.after, done: request.query.done ?? null }))

  app.post('/program/reminders', { config: { does: 'run-program', summary: 'Plans a reminder', audit: { action: 'plan-reminder' } }, schema: { body: z.strictObject({ subject: text, text, audience: text, unitId: text, day: text }) } }, async (request, reply) => {
    const form = request.body
    // A form sends lines that end in CR LF.
    const asked = reminderRequest.safeParse({ subject: form.subject.trim(), text: form.text.replaceAll('\r\n', '\n').trim(), audience: form.audience === 'unit' ? { kind: 'unit', unitId: form.unitId.trim() } : { kind: form.audience }, day: form.day })
    if (!asked.success) {
      endedAs(request, 'malformed')
      const names = [...new Set(asked.error.issues.map(issue => String(issue.path.at(-1) === 'unitId' ? 'unitId' : issue.path[0])))]
      return showReminders(request, reply, { status: 422, form, problems: names.map(at => ({ at, sentence: sentences[at] ?? 'This could not be read.' })) })
    }
    try {
      const { reminderId } = await client.command(personIn(request), 'program', '/program/reminders', asked.data, reminderMade)
      wasAbout(request, reminderId)
      return await reply.redirect('/program/reminders?done=planned', 303)
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind === 'unavailable') throw error
      endedAs(request, error.code)
      return showReminders(request, reply, { status: statusOf[error.kind], form, problems: [{ ...Object.hasOwn(fields, error.code) && { at: fields[error.code] as string }, sentence: error.message }] })
    }
  })

  app.post('/program/reminders/:reminderId/withdrawal', { config: { does: 'run-program', summary: 'Withdraws a reminder', audit: { action: 'withdraw-reminder', target: 'reminderId' } }, schema: { params: z.object({ reminderId: z.uuid() }) } }, async (request, reply) => {
    await client.command(personIn(request), 'program', `/program/reminders/${request.params.reminderId}/withdrawal`, undefined, reminderMade)
    return reply.redirect('/program/reminders?done=withdrawn', 303)
  })
}

/** GET and POST /program/reminders/mine */
export const ownReminderRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/reminders/mine', { config: { does: 'take-part', summary: 'Whether the reader wants reminders' }, schema: { querystring: z.strictObject({ done: z.literal('saved').optional() }) } }, async (request, reply) =>
    show(request, reply, 'Reminders by e-mail', <OwnRemindersPage roles={personIn(request).roles} own={await client.read(personIn(request), 'program', '/program/reminders/mine', ownRemindersReply)} done={request.query.done !== undefined} />))

  app.post('/program/reminders/mine', { config: { does: 'take-part', summary: 'Says whether one wants reminders', audit: { action: 'write-own-note' } }, schema: { body: z.strictObject({ wanted: z.enum(['yes', 'no']) }) } }, async (request, reply) => {
    await client.command(personIn(request), 'program', '/program/reminders/mine', { wanted: request.body.wanted === 'yes' }, ownRemindersReply)
    return reply.redirect('/program/reminders/mine?done=saved', 303)
  })
}
