// Releases as scoring tells of them, and roll-ups as the job leaves them.
import type { RollUpFigures } from '@weft/contracts/commitments/rollup-api'
import { openLog } from '@weft/service-kit/log'
import { deliver } from '@weft/testkit/delivery'
import { eventsOfRelease, releaseOf, type ReleaseOptions } from '@weft/testkit/release'
import { randomUUID } from 'node:crypto'
import { reactionsOf } from '../src/app.ts'
import { takeInWholeReleases } from '../src/released/take-in-whole-releases.job.ts'
import type { CommitmentsWorld } from './commitments-world.ts'

export const hear = (world: CommitmentsWorld, ...events: Parameters<typeof deliver>[2]) => deliver(world.pool, reactionsOf({ now: () => world.clock.now, newId: randomUUID }), events)

/** A release comes whole and is taken in; gives what it showed. */
export async function release (world: CommitmentsWorld, options: ReleaseOptions) {
  const parts = releaseOf(options)
  await hear(world, ...eventsOfRelease(parts))
  await takeInWholeReleases({ pool: world.pool, log: openLog({ name: 'commitments', level: 'silent', file: '' }) }).run(new AbortController().signal)
  return parts
}

/** What a release showed of a unit, the lowest first. */
export const shownOf = ({ scores }: ReturnType<typeof releaseOf>, unitId: string) =>
  scores.flatMap(({ unitId: of, factorId, value }) => of === unitId && value.kind === 'shown' ? [{ discipline: factorId, ...value }] : []).toSorted((a, b) => a.score - b.score)

export const figures = (people: number, disciplines: Readonly<Record<string, [n: number, mean: number] | null>>): RollUpFigures => ({
  people, coverage: { kind: 'shown', percent: 90 }, reviewed: { kind: 'shown', percent: 90 }, index: { n: people, mean: 75 }, gap: null, horizons: [],
  disciplines: Object.entries(disciplines).map(([discipline, index]) => ({ discipline, index: index === null ? null : { n: index[0], mean: index[1] } }))
})

type Group = { unitId: string, parentId: string | null, figures: RollUpFigures | null }
/** A quarter that is over, rolled up. */
export async function rollUp ({ pool }: CommitmentsWorld, { startsOn, endsOn, label }: { startsOn: string, endsOn: string, label: string }, groups: readonly Group[]): Promise<void> {
  await pool.query(/* sql */ `insert into quarter (starts_on, ends_on, label, review_from, boss_by, final_on, state) values ($1, $2::date, $3, $2::date - 14, $2::date + 14, $2::date + 28, 'final') on conflict (starts_on) do update set state = 'final'`, [startsOn, endsOn, label])
  await pool.query(/* sql */ `insert into roll_up (quarter, formula_version, made_on, groups, sha256) values ($1, 1, $2::date + 29, $3, 'none')`, [startsOn, endsOn, groups.length])
  await pool.query(/* sql */ `
    insert into roll_up_group (quarter, unit_id, parent_id, name, figures)
    select $1, g."unitId", g."parentId", g."unitId", g.figures from jsonb_to_recordset($2::jsonb) as g ("unitId" text, "parentId" text, figures jsonb)`, [startsOn, JSON.stringify(groups)])
}
