import { becomesRequest, decisionRequest, initiativeChangedReply, initiativeReply, initiativesReply, type InitiativeReply } from '@weft/contracts/program/initiative-api'
import { currentPlanReply } from '@weft/contracts/program/plan-api'
import { prioritiesReply } from '@weft/contracts/program/priority-api'
import { unitsReply } from '@weft/contracts/program/organisation-api'
import { statusOf } from '@weft/service-kit/http'
import type { Finding } from '@weft/service-kit/page/controls'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { refusedOr } from '../../attempting.ts'
import { may } from '../../access/may.ts'
import { endedAs, wasAbout } from '../../auditing.ts'
import type { Deps } from '../../deps.ts'
import { address } from '../../frame/words.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import type { DecideView, Targets } from './decide.page.tsx'
import { emptyProject, fieldsFrom, findingOf, formOf, type ProjectForm } from './form.ts'
import { ProjectFormPage } from './project-form.page.tsx'
import { ProjectPage, type ProjectView } from './project.page.tsx'
import { goesOn } from './words.ts'

const text = z.string().max(5_000).default('')
const params = z.object({ initiativeId: z.uuid() })
const written = z.strictObject({
  title: text, goal: text, owner: text, sponsor: text, unit: text, unitId: text, customers: text, segments: text, budget: text, budgetCurrency: text, startsOn: text, endsOn: text, status: text, version: text,
  disciplines: z.union([z.string().max(8).transform(one => [one]), z.array(z.string().max(8)).max(20)]).default([])
})
const at = (initiativeId: string, step = '') => `/program/initiatives/${initiativeId}${step}`
const home = (initiativeId: string, done?: string) => address(`/program/projects/${initiativeId}`, { done })
type Ask = { client: Deps['client'], request: FastifyRequest, reply: FastifyReply }
type More = { status?: number, problems?: readonly Finding[] }

const projectOf = ({ client, request }: Ask, initiativeId: string) => client.read(personIn(request), 'program', at(initiativeId), initiativeReply)

async function showForm (ask: Ask, form: ProjectForm, initiativeId: string | null, { status = 200, problems = [] }: More = {}): Promise<FastifyReply> {
  const { client, request, reply } = ask
  const units = await client.read(personIn(request), 'program', '/program/units', unitsReply)
  return show(request, reply, 'Project', <ProjectFormPage roles={personIn(request).roles} {...{ units, form, problems, initiativeId }} />, status)
}

const LIST_PAGES = 4
/** Projects that go on, for choosing one; null where they are too many for a list. */
async function othersOf ({ client, request }: Ask, own: string): Promise<DecideView['others']> {
  const found: { initiativeId: string, number: number, title: string }[] = []
  let after: string | undefined
  for (let page = 0; page < LIST_PAGES; page++) {
    const { initiatives, next } = await client.read(personIn(request), 'program', address('/program/initiatives', { after }), initiativesReply)
    found.push(...initiatives.filter(one => goesOn(one.state) && one.initiativeId !== own))
    if (next === null) return found.sort((a, b) => a.title.localeCompare(b.title, 'en'))
    after = String(next)
  }
  return null
}

/** What is left to decide: the next by number, else the first. */
async function leftOf ({ client, request }: Ask, number: number): Promise<ProjectView['left']> {
  const undecided = (after: string) => client.read(personIn(request), 'program', address('/program/initiatives', { state: 'undecided', after }), initiativesReply)
  const { initiatives: [following], total } = await undecided(String(number))
  return { total, next: following ?? (total === 0 ? null : (await undecided('0')).initiatives[0] ?? null) }
}

const noTargets: Targets = { priorities: [], milestones: [] }
/** Priorities in force and milestones of the approved plan, for choosing one. */
async function targetsOf ({ client, request }: Ask): Promise<Targets> {
  const [{ priorities }, { plan }] = await Promise.all([client.read(personIn(request), 'program', '/program/priorities', prioritiesReply), client.read(personIn(request), 'program', '/program/plan', currentPlanReply)])
  return { priorities, milestones: plan?.milestones ?? [] }
}

type Showing = More & { done?: ProjectView['done'], form?: Partial<DecideView['form']>, typed?: ProjectView['typed'] }
async function showOne (ask: Ask, initiativeId: string, { status = 200, problems = [], done = null, form = {}, typed = null }: Showing = {}): Promise<FastifyReply> {
  const { request, reply } = ask
  const { roles } = personIn(request)
  const project = await projectOf(ask, initiativeId)
  const runs = may(roles, 'run-program')
  const others = runs ? await othersOf(ask, initiativeId) : []
  const targets = runs && (project.state === 'kept' || project.state === 'adopted') ? await targetsOf(ask) : noTargets
  const left = done === 'decided' ? await leftOf(ask, project.number) : null
  return show(request, reply, project.title, <ProjectPage {...{ roles, project, targets, typed, done, problems, left }} decide={{ others, form: { kind: '', into: '', owner: '', reason: '', ...form } }} />, status)
}

/** GET one project, the form for a new one, and the form for changing it. `into`: the project that a list of overlaps proposes to merge into. */
export const projectRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/projects/new', { config: { does: 'run-program', summary: 'The form for a project' } }, async (request, reply) => showForm({ client, request, reply }, emptyProject, null))

  app.get('/program/projects/:initiativeId', { config: { does: 'see-portfolio', summary: 'One project with its history' }, schema: { params, querystring: z.strictObject({ done: z.enum(['added', 'changed', 'decided', 'linked']).optional(), into: z.uuid().optional() }) } }, async (request, reply) => {
    const { done = null, into } = request.query
    return showOne({ client, request, reply }, request.params.initiativeId, { done, ...into !== undefined && { form: { kind: 'merge', into } } })
  })

  app.get('/program/projects/:initiativeId/edit', { config: { does: 'run-program', summary: 'The form for changing a project' }, schema: { params } }, async (request, reply) => {
    const ask = { client, request, reply }
    return showForm(ask, formOf(await projectOf(ask, request.params.initiativeId)), request.params.initiativeId)
  })
}

/** POST /program/projects and /program/projects/:initiativeId/edit */
export const writeProjectRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  const save = async (ask: Ask, form: ProjectForm, before: InitiativeReply | null): Promise<FastifyReply> => {
    const { request, reply } = ask
    const id = before?.initiativeId ?? null
    const read = fieldsFrom(form, before)
    if ('findings' in read) {
      endedAs(request, 'malformed')
      return showForm(ask, form, id, { status: 422, problems: read.findings })
    }
    return refusedOr(request, async () => {
      const [path, body] = id === null ? ['/program/initiatives', read.fields] as const : [at(id, '/changes'), { version: Number(form.version), fields: read.fields }] as const
      const { initiativeId } = await client.command(personIn(request), 'program', path, body, initiativeChangedReply)
      wasAbout(request, initiativeId)
      return reply.redirect(home(initiativeId, id === null ? 'added' : 'changed'), 303)
    }, refusal => showForm(ask, form, id, { status: statusOf[refusal.kind], problems: [findingOf(refusal)] }))
  }

  app.post('/program/projects', { config: { does: 'run-program', summary: 'Adds a project', audit: { action: 'add-project' } }, schema: { body: written } }, async (request, reply) =>
    save({ client, request, reply }, request.body, null))

  app.post('/program/projects/:initiativeId/edit', { config: { does: 'run-program', summary: 'Changes a project', audit: { action: 'change-project', target: 'initiativeId' } }, schema: { params, body: written } }, async (request, reply) => {
    const ask = { client, request, reply }
    return save(ask, request.body, await projectOf(ask, request.params.initiativeId))
  })
}

const sentences: Readonly<Record<string, string>> = { kind: 'Choose what becomes of it.', reason: 'Say why, in at most 1,000 characters.', into: 'Choose the project that goes on.', version: 'Open the page again, then repeat.' }
const findingsOf = (error: z.ZodError): Finding[] => [...new Set(error.issues.map(({ path }) => String(path[0] ?? '')))].map(place => ({ at: place === 'version' ? 'kind' : place, sentence: sentences[place] ?? 'This could not be read.' }))

/** POST /program/projects/:initiativeId/{decide,becomes} */
export const decideProjectRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/program/projects/:initiativeId/decide', { config: { does: 'run-program', summary: 'Decides what becomes of a project', audit: { action: 'decide-project', target: 'initiativeId' } }, schema: { params, body: z.strictObject({ version: text, kind: text, into: text, owner: text, reason: text }) } }, async (request, reply) => {
    const { initiativeId } = request.params
    const [form, ask] = [request.body, { client, request, reply }]
    // Boxes that belong to another choice are left as they are: nobody has to empty them.
    const into = form.kind === 'merge' ? await idOf(ask, form.into) : null
    const owner = form.kind === 'adopt' && form.owner.trim() !== '' ? form.owner : null
    const asked = decisionRequest.safeParse({ kind: form.kind, version: Number(form.version), reason: form.reason, into, owner })
    if (!asked.success) {
      endedAs(request, 'malformed')
      return showOne(ask, initiativeId, { status: 422, problems: findingsOf(asked.error), form })
    }
    return refusedOr(request, async () => {
      await client.command(personIn(request), 'program', at(initiativeId, '/decisions'), asked.data, initiativeChangedReply)
      return reply.redirect(home(initiativeId, 'decided'), 303)
    }, refusal => showOne(ask, initiativeId, { status: statusOf[refusal.kind], problems: [findingOf(refusal)], form }))
  })

  app.post('/program/projects/:initiativeId/becomes', { config: { does: 'run-program', summary: 'Says what a project became', audit: { action: 'link-project', target: 'initiativeId' } }, schema: { params, body: z.strictObject({ version: text, becomes: text, words: text }) } }, async (request, reply) => {
    const { initiativeId } = request.params
    const [{ version, ...typed }, ask] = [request.body, { client, request, reply }]
    const [kind = '', id = null] = typed.becomes.split(' ')
    const asked = becomesRequest.safeParse({ version: Number(version), becomes: kind === '' ? null : { kind, id, text: id !== null || typed.words.trim() === '' ? null : typed.words } })
    if (!asked.success) {
      endedAs(request, 'malformed')
      return showOne(ask, initiativeId, { status: 422, typed, problems: [{ at: 'becomes', sentence: 'Choose what it becomes, or say it in at most 200 characters.' }] })
    }
    return refusedOr(request, async () => {
      await client.command(personIn(request), 'program', at(initiativeId, '/becomes'), asked.data, initiativeChangedReply)
      return reply.redirect(home(initiativeId, 'linked'), 303)
    }, refusal => showOne(ask, initiativeId, { status: statusOf[refusal.kind], typed, problems: [findingOf(refusal)] }))
  })
}

/** A project by its id, or by its number as it stands in the list. Null: neither. */
async function idOf ({ client, request }: Ask, said: string): Promise<string | null> {
  const given = said.trim()
  if (!/^\d{1,9}$/.test(given)) return z.uuid().safeParse(given).success ? given : null
  if (given === '0') return null
  const { initiatives: [one] } = await client.read(personIn(request), 'program', address('/program/initiatives', { after: String(Number(given) - 1) }), initiativesReply)
  return one?.number === Number(given) ? one.initiativeId : null
}
