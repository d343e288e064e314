import { randomUUID } from 'node:crypto'
import { reportsReply } from '@weft/contracts/commitments/commitment-api'
import { absenceReply, absenceRequest, absencesReply, handOverRequest, reviewReply, reviewStepReply, teamReply } from '@weft/contracts/commitments/review-api'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { may } from '../../access/may.ts'
import { attempting, readForm } from '../../attempting.ts'
import type { Deps } from '../../deps.ts'
import { address } from '../../frame/words.ts'
import { personIn } from '../../protection.tsx'
import { registerReviewForms, type Shown } from '../../review-forms.ts'
import { show } from '../../show.tsx'
import { HandOverPage, type HandOverForm, type HandOverView } from './hand-over.page.tsx'
import { ReviewPersonPage } from './review-person.page.tsx'
import { TeamPage } from './team.page.tsx'

const params = z.object({ reviewId: z.uuid() })
const done = z.enum(['saved', 'sent', 'agreed', 'disputed', 'offered', 'asked', 'reopened', 'skipped']).optional()
const version = z.coerce.number().int().positive().max(1e9)
const absences = (personId: string) => `/commitments/people/${encodeURIComponent(personId)}/absences`

/** GET /commitments/team and …/:reviewId, and the forms of whoever reviews. */
export const teamRoutes = (deps: Deps): FastifyPluginAsyncZod => async app => {
  const { client } = deps
  const showReview = async (request: FastifyRequest, reply: FastifyReply, { reviewId, status = 200, form = null, problems = [], done: was = null }: Shown & { reviewId: string }) => {
    const person = personIn(request)
    const [review, team] = await Promise.all([client.read(person, 'commitments', `/commitments/reviews/${reviewId}`, reviewReply), client.read(person, 'commitments', '/commitments/team', teamReply)])
    if (review.side !== 'boss') throw new Refusal('not-found', 'no-such-review', 'There is no such review.')
    const mine = team.reviews.filter(({ withName }) => withName === null)
    const place = mine.findIndex(line => line.reviewId === reviewId)
    return show(request, reply, review.personName, <ReviewPersonPage roles={person.roles} {...{ review, form, problems, done: was, handed: false }} before={mine[place - 1] ?? null} after={place < 0 ? null : mine[place + 1] ?? null} />, status)
  }

  app.get('/commitments/team', { config: { does: 'take-part', summary: 'Whose quarter the reader reviews' }, schema: { querystring: z.strictObject({ after: z.uuid().optional() }) } }, async (request, reply) => {
    const person = personIn(request)
    const team = await client.read(person, 'commitments', address('/commitments/team', { after: request.query.after }), teamReply)
    const { reports } = team.known && may(person.roles, 'lead-part') ? await client.read(person, 'commitments', '/commitments/of', reportsReply) : { reports: [] }
    return show(request, reply, 'My team this quarter', <TeamPage roles={person.roles} {...{ team, reports }} whole={request.query.after === undefined && team.next === null} />)
  })

  app.get('/commitments/team/:reviewId', { config: { does: 'take-part', summary: 'One person’s quarter, for who reviews it' }, schema: { params, querystring: z.strictObject({ done }) } }, async (request, reply) =>
    showReview(request, reply, { reviewId: request.params.reviewId, done: request.query.done ?? null }))

  registerReviewForms(app, deps, { base: '/commitments/team', side: 'boss', show: showReview })

  app.post('/commitments/team/:reviewId/skip', { config: { does: 'take-part', summary: 'Goes on without the person’s own review', audit: { action: 'skip-self-review', target: 'reviewId' } }, schema: { params, body: z.strictObject({ version }) } }, async (request, reply) => {
    const { reviewId } = request.params
    return attempting(request, reply, {
      work: async () => {
        await client.command(personIn(request), 'commitments', `/commitments/reviews/${reviewId}/skip-self`, { version: request.body.version }, reviewStepReply)
        return `/commitments/team/${reviewId}?done=skipped`
      },
      again: ({ sentence }, status) => showReview(request, reply, { reviewId, status, problems: [{ sentence }] })
    })
  })
}

const handOverBody = z.strictObject({ version, email: z.string().max(400).default(''), why: z.string().max(20).default(''), until: z.string().max(20).default('') })
const absenceBody = z.strictObject({ absenceId: z.uuid(), from: z.string().max(20).default(''), to: z.string().max(20).default('') })
const dayOrNull = (text: string) => text.trim() === '' ? null : text.trim()
const empty = (): HandOverForm => ({ email: '', until: '', why: '', from: '', to: '', absenceId: randomUUID() })

/** GET and POST /commitments/team/:reviewId/hand-over, …/hand-over/end, …/absence, …/absence/:absenceId/withdrawal */
export const handOverRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  const showHandOver = async (request: FastifyRequest, reply: FastifyReply, reviewId: string, { status = 200, ...more }: Partial<Pick<HandOverView, 'form' | 'problems' | 'done'>> & { status?: number } = {}) => {
    const person = personIn(request)
    const review = await client.read(person, 'commitments', `/commitments/reviews/${reviewId}`, reviewReply)
    if (review.side !== 'boss') throw new Refusal('not-found', 'no-such-review', 'There is no such review.')
    const read = await client.read(person, 'commitments', absences(review.personId), absencesReply)
    return show(request, reply, `Who reviews ${review.personName}`, <HandOverPage roles={person.roles} {...{ review, absences: read, form: empty(), problems: [], done: null, ...more }} />, status)
  }

  app.get('/commitments/team/:reviewId/hand-over', { config: { does: 'take-part', summary: 'Hands a review over, or says that somebody is away' }, schema: { params, querystring: z.strictObject({ done: z.enum(['away', 'back']).optional() }) } }, async (request, reply) =>
    showHandOver(request, reply, request.params.reviewId, { done: request.query.done ?? null }))

  app.post('/commitments/team/:reviewId/hand-over', { config: { does: 'take-part', summary: 'Hands a review to somebody else', audit: { action: 'hand-review-over', target: 'reviewId' } }, schema: { params, body: handOverBody } }, async (request, reply) => attempting(request, reply, {
    work: async () => {
      const { until, ...rest } = request.body
      const asked = readForm(handOverRequest, { ...rest, email: rest.email.trim(), until: dayOrNull(until) }, { email: 'Write the e-mail of a person here.', why: 'Say why somebody else reviews.', until: 'Write a day, or leave it empty.' })
      await client.command(personIn(request), 'commitments', `/commitments/reviews/${request.params.reviewId}/hand-over`, asked, reviewStepReply)
      return '/commitments/team'
    },
    again: ({ at, sentence }, status) => showHandOver(request, reply, request.params.reviewId, { status, form: { ...empty(), ...request.body }, problems: [{ at: at ?? 'email', sentence }] })
  }))

  app.post('/commitments/team/:reviewId/hand-over/end', { config: { does: 'take-part', summary: 'Gives a review back', audit: { action: 'end-hand-over', target: 'reviewId' } }, schema: { params, body: z.strictObject({ version }) } }, async (request, reply) => attempting(request, reply, {
    work: async () => {
      await client.command(personIn(request), 'commitments', `/commitments/reviews/${request.params.reviewId}/hand-over/end`, { version: request.body.version }, reviewStepReply)
      return '/commitments/team'
    },
    again: ({ sentence }, status) => showHandOver(request, reply, request.params.reviewId, { status, problems: [{ sentence }] })
  }))

  const personOf = async (request: FastifyRequest, reviewId: string) => (await client.read(personIn(request), 'commitments', `/commitments/reviews/${reviewId}`, reviewReply)).personId

  app.post('/commitments/team/:reviewId/absence', { config: { does: 'take-part', summary: 'Says that a person is away for long', audit: { action: 'note-absence', target: 'reviewId' } }, schema: { params, body: absenceBody } }, async (request, reply) => attempting(request, reply, {
    work: async () => {
      const asked = readForm(absenceRequest, { ...request.body, to: dayOrNull(request.body.to) }, { from: 'Write the first day away.', to: 'Write a day, or leave it empty.' })
      await client.command(personIn(request), 'commitments', absences(await personOf(request, request.params.reviewId)), asked, absenceReply)
      return `/commitments/team/${request.params.reviewId}/hand-over?done=away`
    },
    again: ({ at, sentence }, status) => showHandOver(request, reply, request.params.reviewId, { status, form: { ...empty(), ...request.body }, problems: [{ at: at ?? 'from', sentence }] })
  }))

  app.post('/commitments/team/:reviewId/absence/:absenceId/withdrawal', { config: { does: 'take-part', summary: 'Takes an absence back', audit: { action: 'withdraw-absence', target: 'absenceId' } }, schema: { params: z.object({ reviewId: z.uuid(), absenceId: z.uuid() }) } }, async (request, reply) => {
    const { reviewId, absenceId } = request.params
    await client.command(personIn(request), 'commitments', `${absences(await personOf(request, reviewId))}/${absenceId}/withdrawal`, undefined, absenceReply)
    return reply.redirect(`/commitments/team/${reviewId}/hand-over?done=back`, 303)
  })
}
