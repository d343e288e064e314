import { unitsReply } from '@weft/contracts/program/organisation-api'
import { winDetailReply, winReply } from '@weft/contracts/program/win-api'
import { statusOf } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { may } from '../../access/may.ts'
import { endedAs } from '../../auditing.ts'
import type { Deps } from '../../deps.ts'
import { address } from '../../frame/words.ts'
import { unitsLedBy } from '../practice/unit-choice.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { winProblem } from './win-form.ts'
import { WinPage, type WinView } from './win.page.tsx'

const text = z.string().max(2_000).default('')
const params = z.object({ winId: z.uuid() })
const noForm = { unitId: '', reason: '' }

/** GET /program/quick-wins/:winId, and what others than its author do with it. */
export const answerWinRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  const showWin = async (request: FastifyRequest, reply: FastifyReply, winId: string, { status = 200, find = '', ...more }: Partial<WinView> & { status?: number, find?: string } = {}) => {
    const person = personIn(request)
    const [win, units] = await Promise.all([
      client.read(person, 'program', `/program/quick-wins/${winId}`, winDetailReply),
      may(person.roles, 'lead-part') ? client.read(person, 'program', address('/program/units', { like: find }), unitsReply) : null
    ])
    const isWhole = units !== null && units.next === null && find === ''
    const choices = units === null ? null : { choices: unitsLedBy(person, units.units, isWhole), isWhole, find }
    return show(request, reply, win.headline, <WinPage {...{ roles: person.roles, win, units: choices, form: noForm, problem: null, done: null, ...more }} />, status)
  }
  const step = async (request: FastifyRequest, reply: FastifyReply, winId: string, what: string, body: object | undefined, done: string, form: Partial<WinView['form']> = {}) => {
    try {
      await client.command(personIn(request), 'program', `/program/quick-wins/${winId}/${what}`, body, winReply)
      return await reply.redirect(`/program/quick-wins/${winId}?done=${done}`, 303)
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind === 'not-found') throw error
      endedAs(request, error.code)
      const problem = error.code === 'malformed' ? winProblem([Object.keys(form)[0] ?? '']) : winProblem(error.code, error.message)
      return showWin(request, reply, winId, { status: statusOf[error.kind], problem, form: { ...noForm, ...form } })
    }
  }

  app.get('/program/quick-wins/:winId', { config: { does: 'see-program', summary: 'One quick win' }, schema: { params, querystring: z.strictObject({ done: z.string().max(20).optional(), find: z.string().max(100).optional() }) } }, async (request, reply) =>
    showWin(request, reply, request.params.winId, { done: request.query.done ?? null, find: request.query.find ?? '' }))

  app.post('/program/quick-wins/:winId/thanks', { config: { does: 'take-part', summary: 'Thanks for a quick win', audit: { action: 'thank-for-quick-win' } }, schema: { params } }, async (request, reply) =>
    step(request, reply, request.params.winId, 'thanks', undefined, 'thanked'))

  app.post('/program/quick-wins/:winId/adoptions', { config: { does: 'lead-part', summary: 'A unit does this too', audit: { action: 'adopt-quick-win', target: 'winId' } }, schema: { params, body: z.strictObject({ unitId: text }) } }, async (request, reply) =>
    step(request, reply, request.params.winId, 'adoptions', request.body, 'adopted', request.body))

  app.post('/program/quick-wins/:winId/hiding', { config: { does: 'run-program', summary: 'The office hides a quick win', audit: { action: 'hide-quick-win', target: 'winId' } }, schema: { params, body: z.strictObject({ reason: text }) } }, async (request, reply) =>
    step(request, reply, request.params.winId, 'hiding', { reason: request.body.reason.trim() }, 'hidden', request.body))

  app.post('/program/quick-wins/:winId/feature', { config: { does: 'run-program', summary: 'Shows a quick win as a best practice, or no longer', audit: { action: 'feature-quick-win', target: 'winId' } }, schema: { params, body: z.strictObject({ featured: z.enum(['yes', 'no']) }) } }, async (request, reply) => {
    const featured = request.body.featured === 'yes'
    return step(request, reply, request.params.winId, 'feature', { featured }, featured ? 'featured' : 'unfeatured')
  })
}
