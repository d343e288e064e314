import { grantReply, grantRequest, grantsReply } from '@weft/contracts/directory/api'
import { statusOf } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { may } from '../access/may.ts'
import { endedAs, wasAbout } from '../auditing.ts'
import type { Deps } from '../deps.ts'
import { address } from '../frame/words.ts'
import { personIn } from '../protection.tsx'
import { show } from '../show.tsx'
import { fieldOf } from './field.ts'
import { GrantsPage, type GrantForm, type GrantsView } from './grants.page.tsx'

const text = z.string().max(300).default('')
const body = z.strictObject({ signIn: text, role: text, unitId: text, fromDay: text, untilDay: text, reason: text })
const query = z.strictObject({ after: z.string().max(60).optional(), done: z.enum(['given', 'ended']).optional() })

/** GET and POST /roles, POST /roles/:grantId/end */
export const grantsRoutes = ({ client, now }: Deps): FastifyPluginAsyncZod => async app => {
  const showGrants = async (request: FastifyRequest, reply: FastifyReply, { status = 200, after, ...more }: Partial<GrantsView> & { status?: number, after?: string | undefined }) => {
    const person = personIn(request)
    const today = now().toISOString().slice(0, 10)
    const list = await client.read(person, 'directory', address('/grants', { after }), grantsReply)
    const form: GrantForm = { signIn: '', role: 'analyst', unitId: '', fromDay: today, untilDay: '', reason: '' }
    return show(request, reply, 'Roles for a time', <GrantsPage {...{ form, today, done: null, problem: null, later: after !== undefined, gives: may(person.roles, 'give-grants'), ...list, ...more }} />, status)
  }

  app.get('/roles', { config: { does: 'see-grants', summary: 'Roles given for a time' }, schema: { querystring: query } }, async (request, reply) =>
    showGrants(request, reply, { after: request.query.after, done: request.query.done ?? null }))

  app.post('/roles', { config: { does: 'give-grants', summary: 'Gives a role for a time', audit: { action: 'give-role' } }, schema: { body } }, async (request, reply) => {
    const form = request.body
    const asked = grantRequest.safeParse({ ...form, unitId: form.unitId.trim() || null, signIn: form.signIn.trim(), reason: form.reason.trim() })
    if (!asked.success) {
      endedAs(request, 'malformed')
      return showGrants(request, reply, { form, problem: fieldOf(String(asked.error.issues[0]?.path[0] ?? '')), status: 422 })
    }
    try {
      const { grantId } = await client.command(personIn(request), 'directory', '/grants', asked.data, grantReply)
      wasAbout(request, grantId)
      return await reply.redirect('/roles?done=given', 303)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      endedAs(request, error.code)
      return showGrants(request, reply, { form, problem: fieldOf(error.code, error.message), status: statusOf[error.kind] })
    }
  })

  app.post('/roles/:grantId/end', { config: { does: 'give-grants', summary: 'Ends a role before its last day', audit: { action: 'end-role', target: 'grantId' } }, schema: { params: z.object({ grantId: z.uuid() }) } }, async (request, reply) => {
    await client.command(personIn(request), 'directory', `/grants/${request.params.grantId}/end`, undefined, grantReply)
    return reply.redirect('/roles?done=ended', 303)
  })
}
