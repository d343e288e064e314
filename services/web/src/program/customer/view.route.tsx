import { unitsReply } from '@weft/contracts/program/organisation-api'
import { segmentsReply } from '@weft/contracts/program/segment-api'
import { viewIdReply, viewReply } from '@weft/contracts/program/view-api'
import type { Choice } from '@weft/service-kit/page/controls'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Person } from '../../access/person.ts'
import { wasAbout } from '../../auditing.ts'
import type { Deps } from '../../deps.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { attempt, type Trouble } from '../../attempting.ts'
import { HERE } from './registry.page.tsx'
import { WriteViewPage, type Place } from './view.page.tsx'
import { contentOf, emptyForm, formOf, type ViewForm } from './words.ts'

const params = z.object({ viewId: z.uuid() })
const text = z.string().max(10_000).default('')
const body = z.strictObject({ called: text, needs: text, pains: text, goals: text, life: text, contribution: text, version: z.string().max(12).default(''), unitId: z.string().max(64).default(''), segmentId: z.string().max(40).default(''), step: z.enum(['write', 'draft']).default('write') })
const doneTitles = { kept: 'Kept as your draft. Nobody else sees it.', written: 'The view is written.' } as const
const done = z.enum(['kept', 'written']).optional()
const malformed = 'Each list has at most 12 statements of at most 200 characters; the two texts have at most 1,000; and these customers need a name.'
const fieldOf: Record<string, string> = { 'no-such-unit': 'unitId', 'unit-has-view': 'segmentId', 'segment-ended': 'segmentId', 'empty-view': 'needs', malformed: 'needs' }
type Shown = { form: ViewForm, place: Place, trouble?: Trouble | null, did?: keyof typeof doneTitles | undefined, viewId: string | null }

/** Writing how a department sees customers. */
export const viewRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  const segmentChoices = async (person: Person): Promise<Choice[]> => (await client.read(person, 'program', '/program/segments', segmentsReply)).segments.map(({ segmentId, name }) => ({ value: segmentId, label: name }))
  const showForm = async (request: FastifyRequest, reply: FastifyReply, { form, place, trouble = null, did, viewId }: Shown) => {
    const person = personIn(request)
    const view = viewId === null ? null : await client.read(person, 'program', `/program/views/${viewId}`, viewReply)
    const units = viewId === null ? await unitChoices(person, path => client.read(person, 'program', path, unitsReply)) : []
    const at = trouble === null ? undefined : fieldOf[trouble.code]
    const problem = trouble === null ? null : { ...at !== undefined && { at }, sentence: trouble.code === 'malformed' ? malformed : trouble.sentence }
    return show(request, reply, 'A view', <WriteViewPage roles={person.roles} {...{ form, place, units, view, problem }} segments={await segmentChoices(person)} done={did === undefined ? null : doneTitles[did]} />, trouble?.status ?? 200)
  }

  app.get(`${HERE}/views/new`, { config: { does: 'lead-part', summary: 'A form for a view' }, schema: { querystring: z.strictObject({ segment: z.uuid().optional() }) } }, async (request, reply) =>
    showForm(request, reply, { form: emptyForm(), place: { unitId: personIn(request).scopes[0] ?? '', segmentId: request.query.segment ?? '', version: '0' }, viewId: null }))

  app.post(`${HERE}/views`, { config: { does: 'lead-part', summary: 'Writes a view', audit: { action: 'write-view' } }, schema: { body } }, async (request, reply) => {
    const { step, unitId, segmentId, version, ...form } = request.body
    let made = ''
    const asked = { unitId: unitId.trim(), segmentId: segmentId === '' ? null : segmentId, called: form.called.trim(), content: contentOf(form), draft: step === 'draft' }
    const trouble = await attempt(request, async () => { ({ viewId: made } = await client.command(personIn(request), 'program', '/program/views', asked, viewIdReply)) })
    if (trouble !== null) return showForm(request, reply, { form, place: { unitId, segmentId, version }, trouble, viewId: null })
    wasAbout(request, made)
    return reply.redirect(step === 'draft' || segmentId === '' ? `${HERE}/views/${made}?done=${step === 'draft' ? 'kept' : 'written'}` : `${HERE}/${segmentId}?done=written`, 303)
  })

  app.get(`${HERE}/views/:viewId`, { config: { does: 'take-part', summary: 'A view with its history' }, schema: { params, querystring: z.strictObject({ done }) } }, async (request, reply) => {
    const { viewId } = request.params
    const view = await client.read(personIn(request), 'program', `/program/views/${viewId}`, viewReply)
    const shown = view.draft ?? (view.content === null ? null : { called: view.called, content: view.content })
    const form = shown === null ? emptyForm(view.called) : formOf(shown.called, shown.content)
    return showForm(request, reply, { form, place: { unitId: view.unitId, segmentId: view.segmentId ?? '', version: String(view.version) }, did: request.query.done, viewId })
  })

  app.post(`${HERE}/views/:viewId`, { config: { does: 'lead-part', summary: 'Writes the next version of a view', audit: { action: 'write-view', target: 'viewId' } }, schema: { params, body } }, async (request, reply) => {
    const { viewId } = request.params
    const { step, unitId, segmentId, version, ...form } = request.body
    const asked = { called: form.called.trim(), content: contentOf(form), draft: step === 'draft', version: Number(version) }
    const trouble = await attempt(request, () => client.command(personIn(request), 'program', `/program/views/${viewId}`, asked, viewIdReply))
    if (trouble === null) return reply.redirect(`${HERE}/views/${viewId}?done=${step === 'draft' ? 'kept' : 'written'}`, 303)
    // Written anew on what stands now: the version to send is the one that the page shows beside the own text.
    const now = trouble.code === 'changed-meanwhile' ? String((await client.read(personIn(request), 'program', `/program/views/${viewId}`, viewReply)).version) : version
    return showForm(request, reply, { form, place: { unitId, segmentId, version: now }, trouble, viewId })
  })
}

/** Units to choose from: for the office all of them while they fit a list; else the id is typed. A manager chooses among the own ones. */
async function unitChoices ({ roles, scopes }: Person, read: (path: string) => Promise<z.infer<typeof unitsReply>>): Promise<Choice[]> {
  const { units, next } = await read('/program/units')
  const mine = roles.includes('program-office') ? units : below(units, scopes)
  return next !== null && mine.length === 0 ? [] : next !== null && roles.includes('program-office') ? [] : mine.map(({ unitId, name }) => ({ value: unitId, label: name }))
}

function below (units: z.infer<typeof unitsReply>['units'], scopes: readonly string[]) {
  const parents = new Map(units.map(({ unitId, parentId }) => [unitId, parentId]))
  const isMine = (unitId: string | null | undefined, steps = 0): boolean => unitId != null && steps < 64 && (scopes.includes(unitId) || isMine(parents.get(unitId), steps + 1))
  return units.filter(({ unitId }) => isMine(unitId))
}
