import type { Release } from '@weft/contracts/scoring/events'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'

/** The manifest of a published release. Throws `Refusal('not-found', 'no-such-release')` for one that is not there, or not whole. */
export async function publishedRelease (sql: Sql, releaseId: string): Promise<Release> {
  const { rows: [row] } = await sql.query<{ manifest: Release }>(/* sql */ `
    select r.manifest
      from release r
     where r.release_id = $1`,
    [releaseId])
  if (row === undefined) throw new Refusal('not-found', 'no-such-release', 'There is no such release, or it is not complete yet.')
  return row.manifest
}
