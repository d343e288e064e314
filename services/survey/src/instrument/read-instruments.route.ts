import { instrumentsReply, pageQuery } from '@weft/contracts/survey/api'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { cursorOf, partsOfCursor } from '../wave/reply.ts'
import { isLaunchable } from './instrument.ts'
import { listInstruments } from './instrument.store.ts'

const MOST = 100
const place = z.tuple([z.string(), z.int()])

export const readInstrumentsRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/instruments', {
    config: { action: 'read-instruments', summary: 'Instruments by id and version' },
    schema: { querystring: pageQuery, response: { 200: instrumentsReply } }
  }, async ({ query: { after, limit } }) => {
    const size = Math.min(MOST, Math.max(1, Number(limit ?? MOST)))
    const found = await listInstruments(pool, after === undefined ? undefined : placeOf(after), size + 1)
    const shown = found.slice(0, size)
    const last = shown.at(-1)
    return {
      instruments: shown.map(instrument => ({
        instrumentId: instrument.instrumentId, version: instrument.version, title: instrument.title, validated: instrument.validated,
        items: instrument.items.length, factors: instrument.factors.length, launchable: isLaunchable(instrument)
      })),
      next: found.length > size && last ? cursorOf(last.instrumentId, last.version) : null
    }
  })
}

function placeOf (after: string): { instrumentId: string, version: number } {
  const found = place.safeParse(partsOfCursor(after))
  if (!found.success) throw new Refusal('malformed', 'no-such-page', 'There is no such page.')
  return { instrumentId: found.data[0], version: found.data[1] }
}
