import { indexVerificationReply } from '@weft/contracts/commitments/index-api'
import { day } from '@weft/contracts/vocabulary'
import { canonical } from '@weft/service-kit/checksum'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actingAsHouse } from '../acting-as.ts'
import type { Deps } from '../deps.ts'
import { historiesOf, linesOf, type Line } from './lines.store.ts'
import { personIndexOf } from './person-index.ts'
import { valuesFrom } from './replay.ts'
import { storedIndices } from './success-index.store.ts'
import { FORMULA_VERSION } from './success-index.ts'

const CHUNK = 2_000

/**
 * GET /commitments/quarters/:quarter/index-verification: every index of a final quarter made again, from what counted and the history of reviews alone, and
 * compared. Writes nothing. The house reads the lines; the caller gets two counts.
 */
export const indexVerificationRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/commitments/quarters/:quarter/index-verification', {
    config: { action: 'verify-index', summary: 'Makes every index of a final quarter again from its history and compares; writes nothing' },
    schema: { params: z.strictObject({ quarter: day }), response: { 200: indexVerificationReply } }
  }, async ({ params: { quarter } }) => {
    const { people, different } = await actingAsHouse(pool, async tx => {
      await tx.query(/* sql */ `set transaction read only`)
      const { rows: [made] } = await tx.query<{ endsOn: string }>(/* sql */ `select q.ends_on as "endsOn" from quarter q join roll_up u on u.quarter = q.starts_on where q.starts_on = $1`, [quarter])
      if (made === undefined) throw new Refusal('not-found', 'no-roll-up', 'This quarter has no roll-up yet.')
      return comparedIn(tx, quarter, made.endsOn)
    })
    return { quarter, formulaVersion: FORMULA_VERSION, people, different, same: different === 0 }
  })
}

async function comparedIn (tx: Sql, quarter: string, lastDay: string): Promise<{ people: number, different: number }> {
  const found = { people: 0, different: 0 }
  for (let after = '00000000-0000-0000-0000-000000000000', lines: Line[] = []; ; after = lines.at(-1)?.reviewId ?? after) {
    lines = await linesOf(tx, quarter, after, CHUNK)
    const ids = lines.map(({ reviewId }) => reviewId)
    const [histories, stored] = [await historiesOf(tx, ids), await storedIndices(tx, ids)]
    for (const { reviewId, items } of lines) {
      const history = histories.get(reviewId) ?? []
      const values = valuesFrom(history)
      const again = personIndexOf(items.map(item => ({ ...item, self: null, boss: null, agreed: null, ...values.get(item.commitmentId) })), lastDay, history.at(-1)?.command === 'closed')
      found.people++
      if (canonical({ ...again, formulaVersion: FORMULA_VERSION }) !== canonical(stored.get(reviewId) ?? null)) found.different++ // guard: indices are made again
    }
    if (lines.length < CHUNK) return found
  }
}
