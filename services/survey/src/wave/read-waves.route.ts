import { pageQuery, waveReply, wavesReply } from '@weft/contracts/survey/api'
import type { Instrument } from '@weft/contracts/survey/instrument'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { findInstrument, type StoredInstrument } from '../instrument/instrument.store.ts'
import { cursorOf, partsOfCursor, waveReplyOf } from './reply.ts'
import { findWave, listWaves } from './wave.store.ts'
import type { Wave } from './wave.ts'

const MOST = 100
const place = z.tuple([z.iso.date(), z.uuid()])

export const readWavesRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/waves', {
    config: { action: 'read-waves', summary: 'Waves, newest first' },
    schema: { querystring: pageQuery, response: { 200: wavesReply } }
  }, async ({ query: { after, limit } }) => {
    const size = Math.min(MOST, Math.max(1, Number(limit ?? 50)))
    const waves = await listWaves(pool, after === undefined ? undefined : placeOf(after), size + 1)
    const shown = waves.slice(0, size)
    const last = shown.at(-1)
    return {
      waves: await Promise.all(shown.map(wave => replyOf(pool, wave))),
      next: waves.length > size && last ? cursorOf(last.closesOn, last.waveId) : null
    }
  })

  app.get('/waves/:waveId', {
    config: { action: 'read-waves', summary: 'One wave' },
    schema: { params: z.object({ waveId: z.uuid() }), response: { 200: waveReply } }
  }, async request => replyOf(pool, await findWave(pool, request.params.waveId)))
}

function placeOf (after: string): { closesOn: string, waveId: string } {
  const found = place.safeParse(partsOfCursor(after))
  if (!found.success) throw new Refusal('malformed', 'no-such-page', 'There is no such page.')
  return { closesOn: found.data[0], waveId: found.data[1] }
}

async function replyOf (tx: Sql, wave: Wave) {
  const { content } = await findInstrument(tx, wave.instrumentId, wave.instrumentVersion) as StoredInstrument
  return waveReplyOf(wave, content satisfies Instrument)
}
