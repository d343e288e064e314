import { debriefDone, debriefRequest, debriefsReply } from '@weft/contracts/program/start-api'
import { inTransaction } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { whoIs } from '../organisation/who.store.ts'
import { debriefsAfter, findLinkedWave, insertDebrief, latestDebrief } from './debrief.store.ts'
import { nextVersion } from './versions.ts'

const MOST = 100
const params = z.object({ waveId: z.uuid() })
const noWave = () => new Refusal('not-found', 'no-such-wave', 'This wave is not linked to the start.')

/** POST /program/start/waves/:waveId/debrief by a leader for themself, and GET …/debriefs for the program office. */
export const debriefRoute = ({ pool, now }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/program/start/waves/:waveId/debrief', {
    config: { action: 'take-part-in-start', summary: 'The caller has seen the results, and says one thing to do' },
    schema: { params, body: debriefRequest, response: { 200: debriefDone } }
  }, async request => {
    const { params: { waveId }, body: { version: seen } } = request
    const action = request.body.action.trim()
    const version = await inTransaction(pool, async tx => {
      const { personId, rank } = await whoIs(tx, subjectIn(request).subject)
      if (rank !== 'leader') throw new Refusal('forbidden', 'leaders-only', 'Leaders answer to the results here. Your own commitments are on your own page.')
      if (await findLinkedWave(tx, waveId, true) === undefined) throw noWave()
      const latest = await latestDebrief(tx, waveId, personId)
      const next = nextVersion(latest === undefined ? null : { version: latest.version, same: latest.action === action }, seen)
      if (next !== latest?.version) await insertDebrief(tx, { waveId, personId, version: next, action, at: now() })
      return next
    })
    return { version }
  })

  app.get('/program/start/waves/:waveId/debriefs', {
    config: { action: 'run-start', summary: 'Which leaders have seen a wave’s results, and what each will do' },
    schema: { params, querystring: z.strictObject({ after: z.string().max(64).default('') }), response: { 200: debriefsReply } }
  }, async request => {
    const wave = await findLinkedWave(pool, request.params.waveId)
    if (wave === undefined) throw noWave()
    const found = await debriefsAfter(pool, wave.waveId, request.query.after, MOST + 1)
    const debriefs = found.slice(0, MOST)
    return { ...wave, debriefs: debriefs.map(({ name, action, at }) => ({ name, action, at: at.toISOString() })), next: found.length > MOST ? debriefs.at(-1)?.personId ?? null : null }
  })
}
