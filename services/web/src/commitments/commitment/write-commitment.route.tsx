import { randomUUID } from 'node:crypto'
import { commitmentActReply, commitmentReply, mineReply, type CommitmentReply } from '@weft/contracts/commitments/commitment-api'
import { suggestionsReply } from '@weft/contracts/commitments/suggestion-api'
import { disciplineId } from '@weft/contracts/program/discipline-api'
import { horizon } from '@weft/contracts/commitments/commitment-api'
import { statusOf } from '@weft/service-kit/http'
import type { Finding } from '@weft/service-kit/page/controls'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { refusedOr } from '../../attempting.ts'
import { endedAs, wasAbout } from '../../auditing.ts'
import type { Deps } from '../../deps.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { CommitmentFormPage } from './commitment-form.page.tsx'
import { commitmentForm, emptyForm, findingOf, formOf, readChange, readNew, type CommitmentForm } from './form.ts'

const params = z.object({ commitmentId: z.uuid() })
const query = z.strictObject({ horizon: horizon.optional(), discipline: disciplineId.optional(), practice: z.uuid().optional() })
type Ask = { client: Deps['client'], request: FastifyRequest, reply: FastifyReply }
type More = { status?: number, problems?: readonly Finding[], there?: CommitmentReply | null }

async function showForm ({ client, request, reply }: Ask, form: CommitmentForm, { status = 200, problems = [], there = null }: More = {}): Promise<FastifyReply> {
  const person = personIn(request)
  const [mine, suggestions] = await Promise.all([client.read(person, 'commitments', '/commitments/mine', mineReply), client.read(person, 'commitments', '/commitments/suggestions', suggestionsReply)])
  const state = there === null ? null : there.commitment.state === 'draft' ? 'draft' : 'open'
  return show(request, reply, state === null ? 'Write a commitment' : 'Change it', <CommitmentFormPage roles={person.roles} {...{ form, problems, suggestions, state }} ends={mine.ends} boss={mine.place?.bossName ?? null} hasMilestone={(there?.commitment.milestones.length ?? 0) > 0} />, status)
}

/** GET and POST /commitments/new: the form has its own id, so that sent twice it makes one. */
export const newCommitmentRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/commitments/new', { config: { does: 'take-part', summary: 'The form for a commitment' }, schema: { querystring: query } }, async (request, reply) => {
    const { horizon: by, discipline, practice } = request.query
    const suggestions = practice === undefined ? null : await client.read(personIn(request), 'commitments', '/commitments/suggestions', suggestionsReply)
    const known = suggestions?.practices.find(({ practiceId }) => practiceId === practice)
    return showForm({ client, request, reply }, emptyForm(randomUUID(), randomUUID(), { ...by !== undefined && { horizon: by }, ...discipline !== undefined && { discipline }, ...known !== undefined && { practiceId: known.practiceId, discipline: known.discipline } }))
  })

  app.post('/commitments/new', { config: { does: 'take-part', summary: 'Writes a commitment: a draft, or a promise at once', audit: { action: 'write-commitment' } }, schema: { body: commitmentForm } }, async (request, reply) => {
    const [form, ask] = [request.body, { client, request, reply }]
    const read = readNew(form)
    if ('problems' in read) {
      endedAs(request, 'malformed')
      return showForm(ask, form, { status: 422, problems: read.problems })
    }
    return refusedOr(request, async () => {
      const { commitmentId, state } = await client.command(personIn(request), 'commitments', '/commitments/mine', read.asked, commitmentActReply)
      wasAbout(request, commitmentId)
      return reply.redirect(`/commitments?done=${state === 'draft' ? 'draft' : 'made'}`, 303)
    }, refusal => showForm(ask, form, { status: statusOf[refusal.kind], problems: [findingOf(refusal)] }))
  })
}

/** GET and POST /commitments/:commitmentId/change */
export const changeCommitmentRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  const there = (request: FastifyRequest, commitmentId: string) => client.read(personIn(request), 'commitments', `/commitments/commitment/${commitmentId}`, commitmentReply)

  app.get('/commitments/:commitmentId/change', { config: { does: 'take-part', summary: 'The form for changing a commitment' }, schema: { params } }, async (request, reply) => {
    const one = await there(request, request.params.commitmentId)
    return showForm({ client, request, reply }, formOf(one.commitment, randomUUID()), { there: one })
  })

  app.post('/commitments/:commitmentId/change', { config: { does: 'take-part', summary: 'Other words, date, weight or horizon', audit: { action: 'change-commitment', target: 'commitmentId' } }, schema: { params, body: commitmentForm } }, async (request, reply) => {
    const { commitmentId } = request.params
    const [form, ask] = [{ ...request.body, commitmentId }, { client, request, reply }]
    const read = readChange(form)
    if ('problems' in read) {
      endedAs(request, 'malformed')
      return showForm(ask, form, { status: 422, problems: read.problems, there: await there(request, commitmentId) })
    }
    return refusedOr(request, async () => {
      const { state } = await client.command(personIn(request), 'commitments', `/commitments/commitment/${commitmentId}/change`, read.asked, commitmentActReply)
      return reply.redirect(state === 'draft' ? '/commitments?done=draft' : read.asked.make ? '/commitments?done=made' : `/commitments/${commitmentId}?done=changed`, 303)
    }, async refusal => showForm(ask, form, { status: statusOf[refusal.kind], problems: [findingOf(refusal)], there: await there(request, commitmentId) }))
  })
}
