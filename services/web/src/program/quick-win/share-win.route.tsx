import { practicesReply } from '@weft/contracts/program/practice-api'
import { prioritiesReply } from '@weft/contracts/program/priority-api'
import { changeWinRequest, shareWinRequest, winDetailReply, winReply } from '@weft/contracts/program/win-api'
import { statusOf } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { endedAs } from '../../auditing.ts'
import type { Deps } from '../../deps.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { askedIn, emptyWin, formOf, winProblem, type WinProblem } from './win-form.ts'
import { WinFormPage, type WinFormView } from './win-form.page.tsx'

const text = z.string().max(3_000).default('')
const fields = {
  prompt: text, discipline: text, headline: text, story: text, metricName: text, metricBefore: text, metricAfter: text, evidence: text, link: text,
  practiceId: text, priorityId: text, named: text, mayFeature: text, nobodyTold: text
}
const params = z.object({ winId: z.uuid() })
/** `served`: the priority that a win which is changed serves now, in force or not. */
type Shown = Pick<WinFormView, 'form' | 'problem' | 'change'> & { status?: number, served?: WinFormView['priorities'][number] | null }

/** GET /program/quick-wins/new and POST /program/quick-wins; GET and POST …/:winId/change, POST …/:winId/withdrawal. The audit log says that somebody shared, changed or took back, and not what: authors may stay unnamed. */
export const shareWinRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  const showForm = async (request: FastifyRequest, reply: FastifyReply, { status = 200, served = null, ...shown }: Shown) => {
    const person = personIn(request)
    const { practices } = await client.read(person, 'program', '/program/practices', practicesReply)
    const { priorities: inForce } = await client.read(person, 'program', '/program/priorities', prioritiesReply)
    const priorities = served === null || inForce.some(({ priorityId }) => priorityId === served.priorityId) ? inForce : [...inForce, served]
    return show(request, reply, shown.change === null ? 'Share a quick win' : 'Change a quick win', <WinFormPage roles={person.roles} practices={practices} priorities={priorities} {...shown} />, status)
  }
  const save = async (request: FastifyRequest, reply: FastifyReply, path: string, schema: z.ZodType, body: object, shown: Omit<Shown, 'problem'>, done: string) => {
    const again = (problem: WinProblem, status: number) => {
      endedAs(request, problem.code)
      return showForm(request, reply, { ...shown, problem, status })
    }
    const asked = schema.safeParse(body)
    if (!asked.success) return again(winProblem(asked.error.issues[0]?.path ?? []), 422)
    try {
      const { winId } = await client.command(personIn(request), 'program', path, asked.data, winReply)
      return await reply.redirect(`/program/quick-wins/${winId}?done=${done}`, 303)
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind === 'not-found') throw error
      return again(winProblem(error.code, error.message), statusOf[error.kind])
    }
  }

  app.get('/program/quick-wins/new', { config: { does: 'take-part', summary: 'The form to share a quick win' }, schema: { querystring: z.strictObject({ priority: z.uuid().optional(), practice: z.uuid().optional() }) } }, async (request, reply) =>
    showForm(request, reply, { form: { ...emptyWin, priorityId: request.query.priority ?? '', practiceId: request.query.practice ?? '' }, problem: null, change: null }))

  app.post('/program/quick-wins', { config: { does: 'take-part', summary: 'Shares a quick win', audit: { action: 'share-quick-win' } }, schema: { body: z.strictObject(fields) } }, async (request, reply) =>
    save(request, reply, '/program/quick-wins', shareWinRequest, askedIn(request.body), { form: request.body, change: null }, 'shared'))

  app.get('/program/quick-wins/:winId/change', { config: { does: 'take-part', summary: 'The form to change a quick win' }, schema: { params } }, async (request, reply) => {
    const win = await client.read(personIn(request), 'program', `/program/quick-wins/${request.params.winId}`, winDetailReply)
    if (!win.own.author) throw new Refusal('not-found', 'no-such-quick-win', 'There is no such quick win of yours.')
    return showForm(request, reply, { form: formOf(win), served: win.priority, problem: null, change: { winId: win.winId, basedOn: String(win.version) } })
  })

  app.post('/program/quick-wins/:winId/change', { config: { does: 'take-part', summary: 'The author changes a quick win', audit: { action: 'change-quick-win' } }, schema: { params, body: z.strictObject({ ...fields, basedOn: text }) } }, async (request, reply) => {
    const [{ winId }, { basedOn, ...form }] = [request.params, request.body]
    return save(request, reply, `/program/quick-wins/${winId}/changes`, changeWinRequest, { ...askedIn(form), basedOn: Number(basedOn) }, { form, change: { winId, basedOn } }, 'changed')
  })

  app.post('/program/quick-wins/:winId/withdrawal', { config: { does: 'take-part', summary: 'The author takes a quick win back', audit: { action: 'withdraw-quick-win' } }, schema: { params } }, async (request, reply) => {
    await client.command(personIn(request), 'program', `/program/quick-wins/${request.params.winId}/withdrawal`, undefined, z.object({ winId: z.uuid() }))
    return reply.redirect('/program/quick-wins?done=withdrawn', 303)
  })
}
