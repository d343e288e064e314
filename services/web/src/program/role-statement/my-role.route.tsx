import { reviewStatementRequest, statementReply, statementSavedReply, writeStatementRequest } from '@weft/contracts/program/role-api'
import { statusOf } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { endedAs } from '../../auditing.ts'
import type { Deps } from '../../deps.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { MyRolePage, type MyRoleView } from './my-role.page.tsx'

const text = z.string().max(2_000).default('')
const sentences: Readonly<Record<string, string>> = { beneficiary: 'Choose for whom: customers or colleagues.', text: 'Say by what, in 1 to 400 characters.' }

/** GET and POST /program/my-role, POST /program/my-role/review */
export const myRoleRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  const showRole = async (request: FastifyRequest, reply: FastifyReply, { status = 200, ...more }: Partial<MyRoleView> & { status?: number } = {}) => {
    const person = personIn(request)
    const statement = await client.read(person, 'program', '/program/role-statement', statementReply)
    const newest = statement.history[0]
    const form = { beneficiary: newest?.beneficiary ?? '', text: newest?.text ?? '', shared: newest?.shared === true ? 'yes' : '', basedOn: String(newest?.version ?? 0) }
    return show(request, reply, 'My role', <MyRolePage {...{ roles: person.roles, statement, form, problem: null, done: null, ...more }} />, status)
  }
  const save = async (request: FastifyRequest, reply: FastifyReply, path: string, body: object, done: 'saved' | 'reviewed', more: Partial<MyRoleView> = {}) => {
    try {
      await client.command(personIn(request), 'program', path, body, statementSavedReply)
      return await reply.redirect(`/program/my-role?done=${done}`, 303)
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind === 'forbidden') throw error
      endedAs(request, error.code)
      return showRole(request, reply, { ...more, status: statusOf[error.kind], problem: { sentence: error.message } })
    }
  }

  app.get('/program/my-role', { config: { does: 'take-part', summary: 'How I add value in my role' }, schema: { querystring: z.strictObject({ done: z.enum(['saved', 'reviewed']).optional() }) } }, async (request, reply) =>
    showRole(request, reply, { done: request.query.done ?? null }))

  app.post('/program/my-role', { config: { does: 'take-part', summary: 'Writes my statement', audit: { action: 'write-role-statement' } }, schema: { body: z.strictObject({ beneficiary: text, text, shared: text, basedOn: text }) } }, async (request, reply) => {
    const form = request.body
    const asked = writeStatementRequest.safeParse({ beneficiary: form.beneficiary, text: form.text.replaceAll('\r\n', '\n').trim(), shared: form.shared === 'yes', basedOn: Number(form.basedOn) })
    if (asked.success) return save(request, reply, '/program/role-statement', asked.data, 'saved', { form })
    endedAs(request, 'malformed')
    const at = String(asked.error.issues[0]?.path[0] ?? '')
    return showRole(request, reply, { form, status: 422, problem: { ...(Object.hasOwn(sentences, at) && { at }), sentence: sentences[at] ?? 'This could not be read.' } })
  })

  app.post('/program/my-role/review', { config: { does: 'take-part', summary: 'My statement is still true', audit: { action: 'review-role-statement' } }, schema: { body: z.strictObject({ basedOn: text }) } }, async (request, reply) => {
    const asked = reviewStatementRequest.safeParse({ basedOn: Number(request.body.basedOn) })
    if (!asked.success) throw new Refusal('invalid', 'malformed', 'This could not be read. Open the page again.')
    return save(request, reply, '/program/role-statement/review', asked.data, 'reviewed')
  })
}
