import { participationReply } from '@weft/contracts/participation/api'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { countMailed } from '../invitation/invitation.store.ts'
import { findWave, unknownWave } from '../wave/wave.store.ts'
import { stateOf } from '../wave/wave.ts'
import { countedUnits, keptRates, namesOf } from './rate.store.ts'
import { ratesOf, type RateBand } from './rate.ts'

const MOST_RATES = 200

const largestFirst = (a: RateBand, b: RateBand) => b.invited - a.invited || (a.unitId < b.unitId ? -1 : 1)

/** GET /waves/:waveId/participation: how far invitations are, and response rates in bands, the largest units first. Names nobody. */
export const getParticipationRoute = ({ pool, catching }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/waves/:waveId/participation', {
    config: { action: 'read-participation', summary: 'How far invitations are, and response rates in bands' },
    schema: { params: z.object({ waveId: z.uuid() }), response: { 200: participationReply } }
  }, async request => {
    const wave = await findWave(pool, request.params.waveId) ?? unknownWave()
    const { waveId, audienceState, refusal, organisationVersion, invited, newPeople, newUnits, vaultKey } = wave
    const isFrozen = audienceState === 'frozen'
    const rates = wave.vaultKey === 'lost' ? [] : isFrozen ? ratesOf(await countedUnits(pool, waveId), wave.threshold) : await keptRates(pool, waveId)
    const shown = rates.sort(largestFirst).slice(0, MOST_RATES)
    const names = await namesOf(pool, waveId, shown.map(({ unitId }) => unitId))
    return {
      waveId, state: stateOf(wave), refusal, organisationVersion, invited, newPeople, newUnits, vaultKey, catching,
      mailed: isFrozen ? await countMailed(pool, waveId) : wave.mailed,
      rates: shown.map(band => ({ ...band, name: names.get(band.unitId) ?? band.unitId }))
    }
  })
}
