import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { scoringReply, type ScoringReply } from '@weft/contracts/scoring/api'
import type { Routes } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { Deps } from '../deps.ts'
import { releasesOf } from '../release/release.store.ts'
import { missingOf } from './completeness.ts'
import { progressOf } from './progress.store.ts'

const params = z.strictObject({ waveId: z.uuid() })

/** GET /waves/:waveId/scoring */
export const scoringRoute = ({ pool }: Pick<Deps, 'pool'>): Routes => async app => {
  app.withTypeProvider<ZodTypeProvider>().get('/waves/:waveId/scoring', { config: { action: 'read-scoring', summary: 'How far a wave is on its way to a release' }, schema: { params, response: { 200: scoringReply } } }, async ({ params: { waveId } }): Promise<ScoringReply> => {
    const progress = await progressOf(pool, waveId)
    if (progress === undefined) throw new Refusal('not-found', 'no-such-wave', 'Nothing of this wave has arrived here.')
    const { handOver, sheets, reEmissions } = progress
    const releases = await releasesOf(pool, waveId)
    const state = releases.length > 0 ? 'released' : handOver === null ? 'collecting' : 'incomplete'
    return { waveId, state, sheetsExpected: handOver?.sheets ?? null, sheetsReceived: sheets, missing: releases.length > 0 ? [] : missingOf(progress), reEmissions, releases }
  })
}
