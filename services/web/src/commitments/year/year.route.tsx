import { calendarReply, calendarRequest } from '@weft/contracts/commitments/calendar-api'
import { reviewStepReply, withoutBossReply } from '@weft/contracts/commitments/review-api'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { attempting, readForm } from '../../attempting.ts'
import type { Deps } from '../../deps.ts'
import { address } from '../../frame/words.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { YearPage, type YearView } from './year.page.tsx'

const short = z.string().max(80).default('')
const body = z.strictObject({ version: short, fiscalMonth: short, timeZone: short, selfDays: short, bossDays: short, disputeDays: short })
const days = 'Between 3 and 45 days.'
const number = (text: string) => /^\d{1,9}$/.test(text) ? Number(text) : -1

/** GET and POST /commitments/year, POST …/reviews/:reviewId */
export const yearRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  const showYear = async (request: FastifyRequest, reply: FastifyReply, { status = 200, after, ...more }: Partial<YearView> & { status?: number, after?: string | undefined } = {}) => {
    const person = personIn(request)
    const [calendar, alone] = await Promise.all([client.read(person, 'commitments', '/commitments/calendar', calendarReply), client.read(person, 'commitments', address('/commitments/reviews/without-boss', { after }), withoutBossReply)])
    return show(request, reply, 'How we count the year', <YearPage {...{ roles: person.roles, calendar, alone, form: null, typed: null, problems: [], done: null, ...more }} />, status)
  }

  app.get('/commitments/year', { config: { does: 'run-program', summary: 'How the year is counted, and reviews without a boss' }, schema: { querystring: z.strictObject({ done: z.enum(['written', 'named']).optional(), after: z.uuid().optional() }) } }, async (request, reply) =>
    showYear(request, reply, { done: request.query.done ?? null, after: request.query.after }))

  app.post('/commitments/year', { config: { does: 'run-program', summary: 'Writes a version of the calendar', audit: { action: 'write-calendar' } }, schema: { body } }, async (request, reply) => attempting(request, reply, {
    work: async () => {
      const { version, timeZone, ...rest } = request.body
      const numbers = Object.fromEntries(Object.entries(rest).map(([name, text]) => [name, number(text)]))
      const asked = readForm(calendarRequest, { version: number(version), timeZone: timeZone.trim(), ...numbers }, { fiscalMonth: 'Choose a month.', timeZone: 'Write it as in “Europe/Madrid”.', selfDays: days, bossDays: days, disputeDays: days })
      await client.command(personIn(request), 'commitments', '/commitments/calendar', asked, calendarReply)
      return '/commitments/year?done=written'
    },
    again: ({ at, sentence }, status) => showYear(request, reply, { status, form: request.body, problems: [{ ...at !== undefined && { at }, sentence }] })
  }))

  app.post('/commitments/year/reviews/:reviewId', { config: { does: 'run-program', summary: 'Names who reviews, where nobody does', audit: { action: 'name-reviewer', target: 'reviewId' } }, schema: { params: z.object({ reviewId: z.uuid() }), body: z.strictObject({ version: short, email: z.string().max(254).default('') }) } }, async (request, reply) => attempting(request, reply, {
    work: async () => {
      await client.command(personIn(request), 'commitments', `/commitments/reviews/${request.params.reviewId}/reviewer`, { version: number(request.body.version), email: request.body.email.trim().padEnd(3) }, reviewStepReply)
      return '/commitments/year?done=named'
    },
    again: ({ sentence }, status) => showYear(request, reply, { status, typed: { reviewId: request.params.reviewId, email: request.body.email }, problems: [{ at: `email-${request.params.reviewId}`, sentence }] })
  }))
}
