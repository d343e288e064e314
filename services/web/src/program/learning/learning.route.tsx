import { Readable } from 'node:stream'
import { experimentChangeRequest, experimentDecisionRequest, experimentDetailReply, experimentReply, experimentRequest, experimentResultRequest, experimentsReply, experimentState, experimentStepRequest } from '@weft/contracts/program/experiment-api'
import { unitsReply } from '@weft/contracts/program/organisation-api'
import { statusOf } from '@weft/service-kit/http'
import type { Finding } from '@weft/service-kit/page/controls'
import type { Refusal } from '@weft/service-kit/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { refusedOr } from '../../attempting.ts'
import { endedAs, wasAbout } from '../../auditing.ts'
import type { Deps } from '../../deps.ts'
import { address } from '../../frame/words.ts'
import { headersOut } from '../../machine/route-table.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { ExperimentFormPage, type ExperimentForm } from './experiment-form.page.tsx'
import { ExperimentPage, type StepForm } from './experiment.page.tsx'
import { ExperimentsPage } from './experiments.page.tsx'
import { figureIn } from './words.ts'

const text = z.string().max(3000).default('')
const written = { belief: text, forWhom: text, will: text, measure: text, baseline: text, target: text, better: text, startsOn: text, endsOn: text }
const params = z.object({ experimentId: z.uuid() })
const sentences: Readonly<Record<string, string>> = {
  unitId: 'Choose the unit where it is tried.', belief: 'Say what you believe, in at most 300 characters.', forWhom: 'Say for whom, in at most 200 characters.', will: 'Say what will get better, in at most 300 characters.',
  measure: 'Say what is measured, in at most 200 characters.', baseline: 'Write a number, such as 40 or 12.5, or leave it empty.', target: 'Write a number, such as 20 or 12.5, or leave it empty.', better: 'Say which way is better.',
  startsOn: 'The first day is a date, such as 2026-09-01.', endsOn: 'The last day is a date, such as 2026-10-01.', result: 'Write a number, such as 31 or 12.5, or leave it empty.', learned: 'Say what you learned, in at most 2,000 characters.',
  decision: 'Choose one of the three.', reason: 'Say why, in at most 1,000 characters.', version: 'Open the page again, then repeat.'
}
const fieldOfCode: Readonly<Record<string, string>> = { 'no-such-unit': 'unitId', 'not-your-unit': 'unitId', 'experiment-backwards': 'endsOn', 'experiment-too-long': 'endsOn', 'target-wrong-way': 'target' }

const findingsOf = (error: z.ZodError): Finding[] => [...new Set(error.issues.map(issue => String(issue.path[0] ?? '')))].map(at => ({ at, sentence: sentences[at] ?? 'This could not be read.' }))
const findingOf = ({ code, message }: Refusal): Finding => ({ ...Object.hasOwn(fieldOfCode, code) && { at: fieldOfCode[code] as string }, sentence: message })
/** A box that holds no number becomes one that no schema takes, so that its sentence is said. */
const number = (box: string) => { const value = figureIn(box); return value === undefined ? Number.NaN : value }
const asWritten = (form: Omit<ExperimentForm, 'unitId' | 'version'>) => ({
  belief: form.belief.trim(), forWhom: form.forWhom.trim(), will: form.will.trim(), measure: form.measure.trim(), baseline: number(form.baseline), target: number(form.target), better: form.better, startsOn: form.startsOn, endsOn: form.endsOn
})

/** GET /program/learning, its file, and one experiment */
export const learningRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  const query = z.strictObject({ state: experimentState.optional(), after: z.string().regex(/^\d{1,15}$/).optional(), done: z.literal('withdrawn').optional() })
  app.get('/program/learning', { config: { does: 'take-part', summary: 'Experiments' }, schema: { querystring: query } }, async (request, reply) => {
    const { state, after, done } = request.query
    const list = await client.read(personIn(request), 'program', address('/program/experiments', { state, after }), experimentsReply)
    return show(request, reply, 'Experiments', <ExperimentsPage roles={personIn(request).roles} list={list} state={state ?? null} done={done !== undefined} />)
  })

  app.get('/program/learning/experiments.csv', { config: { does: 'take-part', summary: 'All experiments as a CSV file', gives: 'text/csv' } }, async (request, reply) => {
    const leaving = new AbortController()
    reply.raw.once('close', () => { leaving.abort() })
    const response = await client.open(personIn(request), { service: 'program', method: 'GET', path: '/program/experiments.csv', signal: leaving.signal })
    return reply.headers(headersOut(response.headers)).send(Readable.fromWeb(response.body as never))
  })
}

type More = { status?: number, problems?: readonly Finding[] }
type Ask = { client: Deps['client'], request: FastifyRequest, reply: FastifyReply }
const emptyForm: ExperimentForm = { unitId: '', belief: '', forWhom: '', will: '', measure: '', baseline: '', target: '', better: '', startsOn: '', endsOn: '', version: '' }

async function showForm ({ client, request, reply }: Ask, form: ExperimentForm, experimentId: string | null, { status = 200, problems = [] }: More = {}): Promise<FastifyReply> {
  const units = experimentId === null ? await client.read(personIn(request), 'program', '/program/units', unitsReply) : { units: [], next: null }
  return show(request, reply, 'Experiment', <ExperimentFormPage roles={personIn(request).roles} {...{ units, form, problems, experimentId }} />, status)
}

type Done = 'registered' | 'changed' | 'started' | 'ended' | 'decided'
async function showOne ({ client, request, reply }: Ask, experimentId: string, { status = 200, problems = [], form = {}, done = null }: More & { form?: Partial<StepForm>, done?: Done | null } = {}): Promise<FastifyReply> {
  const detail = await client.read(personIn(request), 'program', `/program/experiments/${experimentId}`, experimentDetailReply)
  return show(request, reply, 'Experiment', <ExperimentPage roles={personIn(request).roles} {...{ detail, problems, done }} form={{ result: '', learned: '', decision: '', reason: '', ...form }} />, status)
}

/** GET the form for a new one, one with its history, and the form for changing it */
export const experimentRoutes = ({ client, now }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/learning/new', { config: { does: 'lead-part', summary: 'The form for an experiment' } }, async (request, reply) =>
    showForm({ client, request, reply }, { ...emptyForm, startsOn: now().toISOString().slice(0, 10) }, null))

  app.get('/program/learning/:experimentId', { config: { does: 'take-part', summary: 'One experiment' }, schema: { params, querystring: z.strictObject({ done: z.enum(['registered', 'changed', 'started', 'ended', 'decided']).optional() }) } }, async (request, reply) =>
    showOne({ client, request, reply }, request.params.experimentId, { done: request.query.done ?? null }))

  app.get('/program/learning/:experimentId/change', { config: { does: 'lead-part', summary: 'The form for changing an experiment' }, schema: { params } }, async (request, reply) => {
    const { experiment: one } = await client.read(personIn(request), 'program', `/program/experiments/${request.params.experimentId}`, experimentDetailReply)
    return showForm({ client, request, reply }, { ...emptyForm, ...one, baseline: String(one.baseline ?? ''), target: String(one.target ?? ''), version: String(one.version) }, one.experimentId)
  })
}

/** POST /program/learning and /program/learning/:experimentId/change */
export const writeExperimentRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/program/learning', { config: { does: 'lead-part', summary: 'Registers an experiment', audit: { action: 'register-experiment' } }, schema: { body: z.strictObject({ unitId: text, ...written }) } }, async (request, reply) => {
    const [form, ask] = [{ ...request.body, version: '' }, { client, request, reply }]
    const asked = experimentRequest.safeParse({ unitId: form.unitId.trim(), ...asWritten(form) })
    if (!asked.success) return malformed(request, () => showForm(ask, form, null, { status: 422, problems: findingsOf(asked.error) }))
    return refusedOr(request, async () => {
      const { experimentId } = await client.command(personIn(request), 'program', '/program/experiments', asked.data, experimentReply)
      wasAbout(request, experimentId)
      return reply.redirect(`/program/learning/${experimentId}?done=registered`, 303)
    }, refusal => showForm(ask, form, null, { status: statusOf[refusal.kind], problems: [findingOf(refusal)] }))
  })

  app.post('/program/learning/:experimentId/change', { config: { does: 'lead-part', summary: 'Rewrites an experiment', audit: { action: 'change-experiment', target: 'experimentId' } }, schema: { params, body: z.strictObject({ version: text, ...written }) } }, async (request, reply) => {
    const { experimentId } = request.params
    const [form, ask] = [{ ...request.body, unitId: '' }, { client, request, reply }]
    const asked = experimentChangeRequest.safeParse({ version: Number(form.version), ...asWritten(form) })
    if (!asked.success) return malformed(request, () => showForm(ask, form, experimentId, { status: 422, problems: findingsOf(asked.error) }))
    return refusedOr(request, async () => {
      await client.command(personIn(request), 'program', `/program/experiments/${experimentId}/change`, asked.data, experimentReply)
      return reply.redirect(`/program/learning/${experimentId}?done=changed`, 303)
    }, refusal => showForm(ask, form, experimentId, { status: statusOf[refusal.kind], problems: [findingOf(refusal)] }))
  })
}

type Step = { act: 'start' | 'withdraw' | 'result' | 'decision', done: string, summary: string, audit: string, body: z.ZodObject, schema: z.ZodType, read: (form: Record<string, string>) => object }
const only = z.strictObject({ version: text })
const steps: readonly Step[] = [
  { act: 'start', done: 'started', summary: 'Starts an experiment', audit: 'start-experiment', body: only, schema: experimentStepRequest, read: () => ({}) },
  { act: 'withdraw', done: 'withdrawn', summary: 'Withdraws an experiment', audit: 'withdraw-experiment', body: only, schema: experimentStepRequest, read: () => ({}) },
  { act: 'result', done: 'ended', summary: 'Writes what came out', audit: 'end-experiment', body: z.strictObject({ version: text, result: text, learned: text }), schema: experimentResultRequest, read: form => ({ result: number(form['result'] ?? ''), learned: (form['learned'] ?? '').trim() }) },
  { act: 'decision', done: 'decided', summary: 'Decides what to do with it', audit: 'decide-experiment', body: z.strictObject({ version: text, decision: text, reason: text }), schema: experimentDecisionRequest, read: form => ({ decision: form['decision'], reason: (form['reason'] ?? '').trim() }) }
]

/** POST /program/learning/:experimentId/{start,withdraw,result,decision} */
export const stepExperimentRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  for (const { act, done, summary, audit, body, schema, read } of steps) {
    app.post(`/program/learning/:experimentId/${act}`, { config: { does: 'lead-part', summary, audit: { action: audit, target: 'experimentId' } }, schema: { params, body } }, async (request, reply) => {
      const { experimentId } = request.params
      const [form, ask] = [request.body as Record<string, string>, { client, request, reply }]
      const asked = schema.safeParse({ version: Number(form['version']), ...read(form) })
      if (!asked.success) return malformed(request, () => showOne(ask, experimentId, { status: 422, problems: findingsOf(asked.error), form }))
      return refusedOr(request, async () => {
        await client.command(personIn(request), 'program', `/program/experiments/${experimentId}/${act}`, asked.data, experimentReply)
        return reply.redirect(act === 'withdraw' ? '/program/learning?done=withdrawn' : `/program/learning/${experimentId}?done=${done}`, 303)
      }, refusal => showOne(ask, experimentId, { status: statusOf[refusal.kind], problems: [findingOf(refusal)], form }))
    })
  }
}

function malformed (request: FastifyRequest, again: () => Promise<FastifyReply>): Promise<FastifyReply> {
  endedAs(request, 'malformed')
  return again()
}
