import { Readable } from 'node:stream'
import { mineReply } from '@weft/contracts/commitments/commitment-api'
import { erasureReply, erasuresReply } from '@weft/contracts/commitments/erasure-api'
import { rulesReply } from '@weft/contracts/commitments/owndata-api'
import { statusOf } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { may } from '../../access/may.ts'
import { endedAs, wasAbout } from '../../auditing.ts'
import type { Deps } from '../../deps.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { WhoSeesPage } from './who-sees.page.tsx'

const HOME = '/commitments/who-sees-what'
type More = { form?: { person: string, reason: string }, problem?: Refusal | null, done?: 'erased' | null }

const showPage = async ({ client }: Deps, request: FastifyRequest, reply: FastifyReply, { form = { person: '', reason: '' }, problem = null, done = null }: More = {}) => {
  const person = personIn(request)
  const [rules, { place }, erasures] = await Promise.all([
    client.read(person, 'commitments', '/commitments/rules', rulesReply),
    client.read(person, 'commitments', '/commitments/mine', mineReply),
    may(person.roles, 'run-program') ? client.read(person, 'commitments', '/commitments/erasures', erasuresReply) : null
  ])
  const findings = problem === null ? [] : problem.problems.length === 0 ? [{ sentence: problem.message }] : problem.problems
  return show(request, reply, 'Who sees what', <WhoSeesPage roles={person.roles} boss={place?.bossName ?? null} known={place !== null} {...{ rules, erasures, form, findings, done }} />, problem === null ? 200 : statusOf[problem.kind])
}

/** GET /commitments/who-sees-what, one's own data as files, and for the office who is to be forgotten. */
export const whoSeesRoutes = (deps: Deps): FastifyPluginAsyncZod => async app => {
  const { client } = deps
  app.get(HOME, { config: { does: 'take-part', summary: 'Who sees which data of commitments, and when' }, schema: { querystring: z.strictObject({ done: z.literal('erased').optional() }) } }, async (request, reply) => showPage(deps, request, reply, { done: request.query.done ?? null }))

  for (const [kind, path, type] of [['json', '/commitments/own-data', 'application/json'], ['csv', '/commitments/own-data.csv', 'text/csv']] as const) {
    app.get(`/commitments/my-data.${kind}`, { config: { does: 'take-part', summary: `Everything held of the reader, as ${kind === 'json' ? 'JSON' : 'a CSV file'}`, gives: type, audit: { action: 'take-own-data' } } }, async (request, reply) => {
      const answer = await client.open(personIn(request), { service: 'commitments', method: 'GET', path, within: 60_000 })
      return reply.headers({ 'content-type': `${type}; charset=utf-8`, 'content-disposition': `attachment; filename="my-commitments.${kind}"`, 'cache-control': 'no-store' }).send(Readable.fromWeb(answer.body as never))
    })
  }

  app.post(`${HOME}/erasures`, { config: { does: 'run-program', summary: 'Forgets a person, with a reason', audit: { action: 'erase-person' } }, schema: { body: z.strictObject({ person: z.string().max(1_000), reason: z.string().max(1_000) }) } }, async (request, reply) => {
    const form = { person: request.body.person.trim(), reason: request.body.reason.trim() }
    try {
      const { erasureId } = await client.command(personIn(request), 'commitments', '/commitments/erasures', form, erasureReply)
      wasAbout(request, erasureId)
      return await reply.redirect(`${HOME}?done=erased`, 303)
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind === 'unavailable') throw error
      endedAs(request, error.code)
      return showPage(deps, request, reply, { form, problem: error })
    }
  })
}
