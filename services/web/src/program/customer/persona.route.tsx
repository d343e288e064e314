import { personaDraftReply, personaReply, type DraftRequest, type PersonaDraftReply } from '@weft/contracts/program/persona-api'
import { statementField } from '@weft/contracts/program/view-api'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { attempt, type Trouble } from '../../attempting.ts'
import { PersonaPage } from './persona.page.tsx'
import { HERE } from './registry.page.tsx'
import { linesOf } from './words.ts'

const params = z.object({ segmentId: z.uuid() })
const number = z.string().regex(/^\d{1,9}$/)
const pick = z.string().max(1_200)
type Form = Readonly<Record<string, string>>
const doneTitles = { taken: 'The statements are in the draft.', kept: 'The draft is kept.' } as const
const audited = (summary: string, action: string) => ({ config: { does: 'take-part', summary, audit: { action, target: 'segmentId' } } }) as const

/** The page on which the voice of a segment composes its persona. */
export const personaRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  const read = (request: FastifyRequest, segmentId: string) => client.read(personIn(request), 'program', `/program/segments/${segmentId}/persona`, personaDraftReply)
  const showDraft = async (request: FastifyRequest, reply: FastifyReply, segmentId: string, { trouble = null, done, typed = {} }: { trouble?: Trouble | null, done?: keyof typeof doneTitles | undefined, typed?: Form }) => {
    const problem = trouble === null ? null : { sentence: trouble.code === 'malformed' ? 'A persona has at most 40 statements of at most 1,000 characters. Choose at least one to take.' : trouble.sentence }
    return show(request, reply, 'Compose the persona', <PersonaPage roles={personIn(request).roles} draft={asTyped(await read(request, segmentId), typed)} typed={typed} problem={problem} done={done === undefined ? null : doneTitles[done]} />, trouble?.status ?? 200)
  }
  const post = async (request: FastifyRequest, reply: FastifyReply, segmentId: string, { what, asked, to, typed = {} }: { what: string, asked: unknown, to: string, typed?: Form }) => {
    const trouble = await attempt(request, () => client.command(personIn(request), 'program', `/program/segments/${segmentId}/persona/${what}`, asked, personaReply))
    return trouble === null ? reply.redirect(to, 303) : showDraft(request, reply, segmentId, { trouble, typed })
  }

  app.get(`${HERE}/:segmentId/persona`, { config: { does: 'take-part', summary: 'The draft of a persona' }, schema: { params, querystring: z.strictObject({ done: z.enum(['taken', 'kept']).optional() }) } }, async (request, reply) =>
    showDraft(request, reply, request.params.segmentId, { done: request.query.done }))

  app.post(`${HERE}/:segmentId/persona/statements`, { ...audited('Takes statements of views into a persona', 'take-statements'), schema: { params, body: z.strictObject({ draftVersion: number, pick: z.union([pick, z.array(pick).max(200)]).default([]) }) } }, async (request, reply) => {
    const { draftVersion, pick: picked } = request.body
    const picks = [picked].flat().map(value => { const [viewId = '', field = '', ...words] = value.split(' '); return { viewId, field: statementField.safeParse(field).data, text: words.join(' ').replaceAll('\r\n', '\n') } })
    return post(request, reply, request.params.segmentId, { what: 'statements', asked: { draftVersion: Number(draftVersion), picks }, to: `${HERE}/${request.params.segmentId}/persona?done=taken` })
  })

  app.post(`${HERE}/:segmentId/persona/draft`, { ...audited('Edits the draft of a persona', 'edit-persona'), schema: { params, body: z.record(z.string().max(80), z.string().max(4_000)) } }, async (request, reply) => {
    const { segmentId } = request.params
    const asked = draftFrom(request.body, await read(request, segmentId))
    return post(request, reply, segmentId, { what: 'draft', asked, to: `${HERE}/${segmentId}/persona?done=kept`, typed: request.body })
  })

  app.post(`${HERE}/:segmentId/persona/publication`, { ...audited('Publishes the agreed persona', 'publish-persona'), schema: { params, body: z.strictObject({ draftVersion: number, viewsVersion: number }) } }, async (request, reply) => {
    const { draftVersion, viewsVersion } = request.body
    return post(request, reply, request.params.segmentId, { what: 'publication', asked: { draftVersion: Number(draftVersion), viewsVersion: Number(viewsVersion) }, to: `${HERE}/${request.params.segmentId}?done=published` })
  })
}

/** What was typed stays in the form, whatever was refused. */
const asTyped = (draft: PersonaDraftReply, typed: Form): PersonaDraftReply =>
  ({ ...draft, summary: typed['summary'] ?? draft.summary, statements: draft.statements.map(one => ({ ...one, text: typed[`text-${one.id}`] ?? one.text })) })

/** The form as the service takes it: known statements with their text (none: left out), and a new one for each line. */
export function draftFrom (form: Form, { statements }: PersonaDraftReply): DraftRequest {
  const kept = statements.flatMap(({ id, field }) => {
    const typed = (form[`text-${id}`] ?? '').trim().replaceAll('\r\n', '\n')
    // Only of life several lines are told; a statement is one, however it was broken to be read.
    const text = field === 'life' ? typed : typed.replaceAll(/\s*\n\s*/g, ' ')
    return text === '' ? [] : [{ id, field, text }]
  })
  const added = (['needs', 'pains', 'goals', 'life'] as const).flatMap(field => linesOf(form[`new-${field}`] ?? '').map(text => ({ id: null, field, text })))
  return { draftVersion: Number(form['draftVersion'] ?? ''), summary: (form['summary'] ?? '').replaceAll('\r\n', '\n'), statements: [...kept, ...added] }
}
