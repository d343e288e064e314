import { randomUUID } from 'node:crypto'
import { agreeWeightRequest, colleaguesReply, commitmentActReply, commitmentReply, dropCommitmentRequest, milestoneRequest, mineReply, partnersRequest, progressRequest, reportReply, stepCommitmentRequest } from '@weft/contracts/commitments/commitment-api'
import { sourceId } from '@weft/contracts/vocabulary'
import { statusOf } from '@weft/service-kit/http'
import type { Finding } from '@weft/service-kit/page/controls'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { refusedOr } from '../../attempting.ts'
import { endedAs } from '../../auditing.ts'
import type { Deps } from '../../deps.ts'
import { address } from '../../frame/words.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { CommitmentPage } from './commitment.page.tsx'
import { findingOf } from './form.ts'
import { ReportPage } from './report.page.tsx'
import { dones, type Done } from './words.ts'

const params = z.object({ commitmentId: z.uuid() })
type Ask = { client: Deps['client'], request: FastifyRequest, reply: FastifyReply }
type More = { status?: number, problems?: readonly Finding[], done?: Done | null, before?: string | undefined, typed?: Readonly<Record<string, string>> }

async function showOne ({ client, request, reply }: Ask, commitmentId: string, { status = 200, problems = [], done = null, before, typed = {} }: More = {}): Promise<FastifyReply> {
  const person = personIn(request)
  const one = await client.read(person, 'commitments', address(`/commitments/commitment/${commitmentId}`, { before }), commitmentReply)
  const colleagues = one.as === 'owner' && one.commitment.state === 'open' ? (await client.read(person, 'commitments', '/commitments/colleagues', colleaguesReply)).colleagues : []
  return show(request, reply, 'Commitment', <CommitmentPage roles={person.roles} {...{ one, colleagues, problems, done, typed }} newId={randomUUID()} />, status)
}

/** GET /commitments/:commitmentId, and what a report has promised */
export const commitmentRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/commitments/:commitmentId', { config: { does: 'take-part', summary: 'One commitment with its history' }, schema: { params, querystring: z.strictObject({ done: z.enum(dones).optional(), before: z.string().regex(/^\d{1,9}$/).optional() }) } }, async (request, reply) =>
    showOne({ client, request, reply }, request.params.commitmentId, { done: request.query.done ?? null, before: request.query.before }))

  app.get('/commitments/of/:personId', { config: { does: 'take-part', summary: 'What a report has promised, for the boss' }, schema: { params: z.object({ personId: sourceId }), querystring: z.strictObject({ state: z.enum(['done', 'dropped']).optional(), after: z.uuid().optional() }) } }, async (request, reply) => {
    const [person, { state, after }] = [personIn(request), request.query]
    const [report, { today }] = await Promise.all([client.read(person, 'commitments', address(`/commitments/of/${encodeURIComponent(request.params.personId)}`, { state, after }), reportReply), client.read(person, 'commitments', '/commitments/mine', mineReply)])
    return show(request, reply, `Commitments of ${report.person.name}`, <ReportPage roles={person.roles} {...{ report, today }} shown={state ?? 'open'} />)
  })
}

type Form = Readonly<Record<string, string | string[] | undefined>>
type Step = { path: string, act: string, done: Done, summary: string, audit: string, schema: z.ZodType, read: (form: Form) => object, to?: string }
const text = z.string().max(1_000).default('')
const boxes = z.union([z.string(), z.array(z.string())]).optional().transform(value => value === undefined ? [] : [value].flat())
const trimmed = (value: unknown) => typeof value === 'string' ? value.trim() : ''
const steps: readonly Step[] = [
  { path: 'opening', act: 'opening', done: 'made', summary: 'Makes a draft a promise', audit: 'make-commitment', schema: stepCommitmentRequest, read: () => ({}), to: '/commitments' },
  { path: 'discard', act: 'discard', done: 'discarded', summary: 'Deletes a draft', audit: 'delete-draft', schema: stepCommitmentRequest, read: () => ({}), to: '/commitments' },
  { path: 'progress', act: 'progress', done: 'progress', summary: 'Says how far it is', audit: 'move-commitment', schema: progressRequest, read: form => ({ progress: Number(form['progress']) }) },
  { path: 'completion', act: 'completion', done: 'done', summary: 'Closes it as done', audit: 'finish-commitment', schema: stepCommitmentRequest, read: () => ({}) },
  { path: 'drop', act: 'drop', done: 'dropped', summary: 'Drops it, with a reason', audit: 'drop-commitment', schema: dropCommitmentRequest, read: form => ({ reason: trimmed(form['reason']) }) },
  { path: 'partners', act: 'partners', done: 'partners', summary: 'Says who shares it', audit: 'share-commitment', schema: partnersRequest, read: form => ({ partners: form['partners'] }) },
  { path: 'weight', act: 'weight', done: 'weight', summary: 'The boss agrees to its weight', audit: 'agree-weight', schema: agreeWeightRequest, read: form => ({ weight: Number(form['weight']) }) },
  { path: 'drop-agreement', act: 'drop-agreement', done: 'agreed', summary: 'The boss agrees that it was dropped', audit: 'agree-drop', schema: stepCommitmentRequest, read: () => ({}) },
  { path: 'milestones', act: 'milestones', done: 'milestone', summary: 'Adds a milestone', audit: 'write-milestone', schema: milestoneRequest, read: form => ({ milestoneId: form['milestoneId'], wording: trimmed(form['milestone']), dueOn: form['milestoneOn'] }) },
  { path: 'milestones/:milestoneId/reached', act: 'milestones/:milestoneId/reached', done: 'reached', summary: 'A milestone is reached', audit: 'reach-milestone', schema: stepCommitmentRequest, read: () => ({}) },
  { path: 'milestones/:milestoneId/removal', act: 'milestones/:milestoneId/removal', done: 'milestone', summary: 'Takes a milestone out', audit: 'remove-milestone', schema: stepCommitmentRequest, read: () => ({}) }
]
const stepForm = z.strictObject({ version: text, progress: text, reason: text, partners: boxes, weight: text, milestoneId: text, milestone: text, milestoneOn: text })
const sentences: Readonly<Record<string, string>> = { reason: 'Say why, in at most 300 characters.', wording: 'Say what will be there, in at most 200 characters.', dueOn: 'The milestone needs a day, such as 2027-06-30.', partners: 'Choose at most twenty.', weight: 'Choose how much it weighs.' }
const boxOf: Readonly<Record<string, string>> = { wording: 'milestone', dueOn: 'milestoneOn' }

/** POST /commitments/:commitmentId/{opening,discard,progress,completion,drop,partners,weight,drop-agreement}, and of milestones */
export const stepCommitmentRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  for (const { path, act, done, summary, audit, schema, read, to } of steps) {
    const inAddress = path.includes(':') ? params.extend({ milestoneId: z.uuid() }) : params
    app.post(`/commitments/:commitmentId/${path}`, { config: { does: 'take-part', summary, audit: { action: audit, target: 'commitmentId' } }, schema: { params: inAddress, body: stepForm } }, async (request, reply) => {
      const { commitmentId, milestoneId } = request.params as { commitmentId: string, milestoneId?: string }
      const ask = { client, request, reply }
      const asked = schema.safeParse({ version: Number(request.body.version), ...read(request.body) })
      if (!asked.success) {
        endedAs(request, 'malformed')
        const problems = [...new Set(asked.error.issues.map(({ path: [first] }) => String(first ?? '')))].map(at => ({ ...at !== 'version' && { at: boxOf[at] ?? at }, sentence: sentences[at] ?? 'This could not be read. Load the page again.' }))
        return showOne(ask, commitmentId, { status: 422, problems, typed: textsOf(request.body) })
      }
      return refusedOr(request, async () => {
        await client.command(personIn(request), 'commitments', `/commitments/commitment/${commitmentId}/${act.replace(':milestoneId', milestoneId ?? '')}`, asked.data, commitmentActReply)
        return reply.redirect(`${to ?? `/commitments/${commitmentId}`}?done=${done}`, 303)
      }, refusal => showOne(ask, commitmentId, { status: statusOf[refusal.kind], problems: [findingOf(refusal)], typed: textsOf(request.body) }))
    })
  }
}

/** What a form sent as text, to be shown again. */
const textsOf = (form: Form): Record<string, string> => Object.fromEntries(Object.entries(form).flatMap(([name, value]) => typeof value === 'string' ? [[name, value]] : []))

/** POST /commitments/:commitmentId/milestones/:milestoneId/change: its fields carry its id, since several such forms stand on one page. */
export const changeMilestoneRoute = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/commitments/:commitmentId/milestones/:milestoneId/change', {
    config: { does: 'take-part', summary: 'Other words or another day for a milestone', audit: { action: 'change-milestone', target: 'commitmentId' } },
    schema: { params: params.extend({ milestoneId: z.uuid() }), body: z.record(z.string().max(60), z.string().max(1_000)) }
  }, async (request, reply) => {
    const [{ commitmentId, milestoneId }, form, ask] = [request.params, request.body, { client, request, reply }]
    const [word, day] = [`milestone-${milestoneId}`, `milestoneOn-${milestoneId}`]
    const again = (problems: readonly Finding[], status: number) => showOne(ask, commitmentId, { status, typed: { ...form, changed: milestoneId }, problems: problems.map(({ at, sentence }) => ({ ...at !== undefined && at !== 'version' && { at: at === 'dueOn' ? day : word }, sentence })) })
    const asked = milestoneRequest.omit({ milestoneId: true }).safeParse({ version: Number(form['version']), wording: trimmed(form[word]), dueOn: form[day] ?? '' })
    if (!asked.success) {
      endedAs(request, 'malformed')
      return again([...new Set(asked.error.issues.map(({ path: [first] }) => String(first ?? 'version')))].map(at => ({ at, sentence: sentences[at] ?? 'This could not be read. Load the page again.' })), 422)
    }
    return refusedOr(request, async () => {
      await client.command(personIn(request), 'commitments', `/commitments/commitment/${commitmentId}/milestones/${milestoneId}/change`, asked.data, commitmentActReply)
      return reply.redirect(`/commitments/${commitmentId}?done=milestone`, 303)
    }, refusal => again([findingOf(refusal)], statusOf[refusal.kind]))
  })
}
