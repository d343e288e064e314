import { debriefDone, debriefRequest, debriefsReply, startReply } from '@weft/contracts/program/start-api'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { may } from '../../access/may.ts'
import { attempting, readForm } from '../../attempting.ts'
import type { Deps } from '../../deps.ts'
import { address } from '../../frame/words.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { DebriefPage, type DebriefView } from './debrief.page.tsx'

const params = z.object({ waveId: z.uuid() })
const text = z.string().max(2_000).default('')
const sentences = { action: 'Write in 1 to 500 characters what you will do.' }

/** GET /program/start/waves/:waveId and POST …/debrief */
export const debriefRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  const showWave = async (request: FastifyRequest, reply: FastifyReply, waveId: string, { status = 200, after, typed, ...more }: Partial<DebriefView> & { status?: number, after?: string | undefined } = {}) => {
    const person = personIn(request)
    const [start, all] = await Promise.all([
      client.read(person, 'program', '/program/start', startReply),
      may(person.roles, 'run-program') ? client.read(person, 'program', address(`/program/start/waves/${waveId}/debriefs`, { after }), debriefsReply) : null
    ])
    const wave = start.waves.find(linked => linked.waveId === waveId)
    if (wave === undefined) throw new Refusal('not-found', 'no-such-wave', 'This wave is not linked to the start.')
    return show(request, reply, wave.title, <DebriefPage {...{ roles: person.roles, leader: start.leader, wave, all, done: false, problem: null, typed: typed ?? wave.mine?.action ?? '', ...more }} />, status)
  }

  app.get('/program/start/waves/:waveId', { config: { does: 'see-program', summary: 'What follows from a wave’s results' }, schema: { params, querystring: z.strictObject({ done: z.literal('kept').optional(), after: z.string().max(64).optional() }) } }, async (request, reply) =>
    showWave(request, reply, request.params.waveId, { done: request.query.done !== undefined, after: request.query.after }))

  app.post('/program/start/waves/:waveId/debrief', { config: { does: 'take-part', summary: 'Says what one will do about the results', audit: { action: 'answer-to-results', target: 'waveId' } }, schema: { params, body: z.strictObject({ version: text, action: text }) } }, async (request, reply) => {
    const { params: { waveId }, body: { version, action } } = request
    return attempting(request, reply, {
      work: async () => {
        const asked = readForm(debriefRequest, { version: /^\d{1,6}$/.test(version) ? Number(version) : 0, action: action.trim() }, sentences)
        await client.command(personIn(request), 'program', `/program/start/waves/${waveId}/debrief`, asked, debriefDone)
        return `/program/start/waves/${waveId}?done=kept`
      },
      again: (problem, status) => showWave(request, reply, waveId, { problem, status, typed: action })
    })
  })
}
