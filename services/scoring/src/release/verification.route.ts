import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { verificationReply, type VerificationReply } from '@weft/contracts/scoring/api'
import { inTransaction } from '@weft/service-kit/database'
import type { Routes } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { Deps } from '../deps.ts'
import { releaseOf } from './release.ts'
import { readInput, releasesOf } from './release.store.ts'

const params = z.strictObject({ waveId: z.uuid() })

/** GET /waves/:waveId/release/verification: the newest release made again from the tallies, and compared. */
export const verificationRoute = ({ pool }: Pick<Deps, 'pool'>): Routes => async app => {
  app.withTypeProvider<ZodTypeProvider>().get('/waves/:waveId/release/verification', { config: { action: 'verify-release', summary: 'Computes the newest release again and compares; writes nothing' }, schema: { params, response: { 200: verificationReply } } }, async ({ params: { waveId } }): Promise<VerificationReply> => {
    const { newest, input } = await inTransaction(pool, async tx => {
      await tx.query(/* sql */ `set transaction isolation level repeatable read read only`)
      return { newest: (await releasesOf(tx, waveId)).at(-1), input: await readInput(tx, waveId) }
    })
    if (newest === undefined || input === undefined) throw new Refusal('not-found', 'no-release', 'This wave has no release yet.')
    const { releaseId, number, sha256: released } = newest
    const recomputed = releaseOf({ ...input, number, supersedes: null }).manifest.sha256
    return { waveId, releaseId, released, recomputed, same: released === recomputed }
  })
}
