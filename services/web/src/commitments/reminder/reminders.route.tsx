import { feedMade, feedReply } from '@weft/contracts/commitments/calendar-feed-api'
import { ownRemindersReply, reminderRulesReply } from '@weft/contracts/commitments/reminder-api'
import { webhookMade, webhookRequest, webhooksReply } from '@weft/contracts/commitments/webhook-api'
import { statusOf } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { may } from '../../access/may.ts'
import { endedAs, wasAbout } from '../../auditing.ts'
import type { Deps } from '../../deps.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { RemindersPage, type RemindersView } from './reminders.page.tsx'

const PATH = '/commitments/reminders'
const to = (done: string) => `${PATH}?done=${done}`
const yesNo = z.enum(['yes', 'no'])
const hour = z.string().regex(/^\d{1,2}$/)
type More = Partial<Pick<RemindersView, 'newAddress' | 'form' | 'problems' | 'done'>> & { status?: number }

const showReminders = async ({ client }: Deps, request: FastifyRequest, reply: FastifyReply, { status = 200, newAddress = null, form = { kind: 'slack', address: '' }, problems = [], done = null }: More = {}) => {
  const person = personIn(request)
  const isOffice = may(person.roles, 'run-program')
  const [own, { feed }, rules, chat] = await Promise.all([
    client.read(person, 'commitments', '/commitments/reminders/mine', ownRemindersReply),
    client.read(person, 'commitments', '/commitments/feed', feedReply),
    isOffice ? client.read(person, 'commitments', '/commitments/reminders/rules', reminderRulesReply) : null,
    isOffice ? client.read(person, 'commitments', '/commitments/webhooks', webhooksReply) : null
  ])
  return show(request, reply, 'Reminders', <RemindersPage roles={person.roles} {...{ own, feed, newAddress, form, problems, done }} office={rules === null || chat === null ? null : { rules, chat }} />, status)
}

/** GET /commitments/reminders, and everybody's own choices on it. */
export const commitmentRemindersRoutes = (deps: Deps): FastifyPluginAsyncZod => async app => {
  const { client, origin } = deps
  app.get(PATH, { config: { does: 'take-part', summary: 'What reaches one, and when' }, schema: { querystring: z.strictObject({ done: z.enum(['saved', 'ended', 'rules', 'chat', 'chat-ended']).optional() }) } }, async (request, reply) =>
    showReminders(deps, request, reply, { done: request.query.done ?? null }))

  app.post(`${PATH}/mine`, { config: { does: 'take-part', summary: 'Says whether one wants mails about own days', audit: { action: 'write-own-note' } }, schema: { body: z.strictObject({ wanted: yesNo }) } }, async (request, reply) => {
    await client.command(personIn(request), 'commitments', '/commitments/reminders/mine', { wanted: request.body.wanted === 'yes' }, ownRemindersReply)
    return reply.redirect(to('saved'), 303)
  })

  app.post(`${PATH}/feed`, { config: { does: 'take-part', summary: 'Makes an address for one\'s own calendar', audit: { action: 'write-own-note' } }, schema: { body: z.strictObject({ words: yesNo }) } }, async (request, reply) => {
    const { secret } = await client.command(personIn(request), 'commitments', '/commitments/feed', { withWords: request.body.words === 'yes' }, feedMade)
    return showReminders(deps, request, reply, { status: 201, newAddress: `${origin}/calendar/${secret}.ics` })
  })

  app.post(`${PATH}/feed/end`, { config: { does: 'take-part', summary: 'Ends the address of one\'s own calendar', audit: { action: 'write-own-note' } } }, async (request, reply) => {
    await client.command(personIn(request), 'commitments', '/commitments/feed/end', undefined, feedReply)
    return reply.redirect(to('ended'), 303)
  })
}

/** What the office decides on that page: hours, and the organisation's chat. */
export const reminderRulesRoutes = (deps: Deps): FastifyPluginAsyncZod => async app => {
  const { client } = deps
  const orSay = async (request: FastifyRequest, reply: FastifyReply, form: RemindersView['form'] | undefined, work: () => Promise<string>) => {
    try {
      return await reply.redirect(to(await work()), 303)
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind === 'unavailable') throw error
      endedAs(request, error.code)
      const at = error.code === 'hours-reversed' ? 'toHour' : 'address'
      return showReminders(deps, request, reply, { status: statusOf[error.kind], ...(form !== undefined && { form }), problems: [{ at, sentence: error.message }] })
    }
  }

  app.post(`${PATH}/rules`, { config: { does: 'run-program', summary: 'Says when mails go out', audit: { action: 'set-reminder-hours' } }, schema: { body: z.strictObject({ fromHour: hour, toHour: hour, weeklyCap: z.enum(['1', '2', '3']) }) } }, async (request, reply) => orSay(request, reply, undefined, async () => {
    const { fromHour, toHour, weeklyCap } = request.body
    await client.command(personIn(request), 'commitments', '/commitments/reminders/rules', { fromHour: Number(fromHour), toHour: Number(toHour), weeklyCap: Number(weeklyCap) }, reminderRulesReply)
    return 'rules'
  }))

  app.post(`${PATH}/chat`, { config: { does: 'run-program', summary: 'Adds a place in the organisation\'s chat', audit: { action: 'add-chat' } }, schema: { body: z.strictObject({ kind: z.string().max(10).default(''), address: z.string().max(3_000).default('') }) } }, async (request, reply) => orSay(request, reply, request.body, async () => {
    const asked = webhookRequest.safeParse({ kind: request.body.kind, address: request.body.address.trim() })
    if (!asked.success) throw new Refusal('invalid', 'no-address', 'Choose the chat and paste the address of its incoming webhook, beginning with https://')
    const { webhookId } = await client.command(personIn(request), 'commitments', '/commitments/webhooks', asked.data, webhookMade)
    wasAbout(request, webhookId)
    return 'chat'
  }))

  app.post(`${PATH}/chat/:webhookId/end`, { config: { does: 'run-program', summary: 'Posts there no more', audit: { action: 'end-chat', target: 'webhookId' } }, schema: { params: z.object({ webhookId: z.uuid() }) } }, async (request, reply) => {
    await client.command(personIn(request), 'commitments', `/commitments/webhooks/${request.params.webhookId}/end`, undefined, webhookMade)
    return reply.redirect(to('chat-ended'), 303)
  })
}
