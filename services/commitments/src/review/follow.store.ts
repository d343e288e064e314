import type { Sql } from '@weft/service-kit/database'
import { quarterAt, type KeptQuarter } from '../calendar/calendar.store.ts'
import type { Deps } from '../deps.ts'
import type { Command } from './decide.ts'
import { freezeReviews } from './freeze.store.ts'
import { isLongLeave, type Absence } from './leave.ts'
import { performAll } from './perform.store.ts'
import { valuesAreIn } from './review.ts'
import { lineBossOf } from './who-reviews.ts'

type Clock = Pick<Deps, 'now' | 'newId'>
type Followed = { tx: Sql, clock: Clock, today: string, /** Only these people; null: everybody. */ people: readonly string[] | null }

const house = (today: string, here?: ReadonlySet<string>) => ({ actor: { role: 'house' as const, personId: null }, today, ...here && { here } })

/**
 * Brings reviews after the directory: newcomers get one of the running quarter, who left is excused, who came back is not, and reviews go to who is the boss now.
 * Says the same again when nothing changed: done for single people when they are told of, and for everybody by the job.
 */
export async function followPeople (tx: Sql, clock: Clock, today: string, people: readonly string[] | null): Promise<void> {
  const followed = { tx, clock, today, people }
  await welcome(followed, await quarterAt(tx, today))
  await followLeavers(followed)
  await followBosses(followed)
  await endHandOvers(followed)
  await followLeaves(followed)
}

async function welcome ({ tx, clock, today, people }: Followed, quarter: KeptQuarter | undefined): Promise<void> {
  if (quarter === undefined || quarter.state === 'final') return
  const made = await freezeReviews(tx, clock, quarter.startsOn, today, people)
  if (today >= quarter.reviewFrom) await performAll(tx, clock, made, () => ({ type: 'open' }), house(today))
}

async function followLeavers ({ tx, clock, today, people }: Followed): Promise<void> {
  const { rows } = await tx.query<{ id: string, gone: boolean }>(/* sql */ `
    select r.review_id as id, p.person_id is null as gone
      from review r
      join quarter q on q.starts_on = r.quarter
      left join person p on p.person_id = r.person_id
     where q.state <> 'final' and ($1::text[] is null or r.person_id = any ($1))
       and (p.person_id is null and r.state in ('waiting', 'self', 'boss') or p.person_id is not null and r.state = 'excused' and r.excuse = 'left')`,
    [people])
  const gone = new Map(rows.map(row => [row.id, row.gone]))
  await performAll(tx, clock, [...gone.keys()], ({ reviewId }): Command => gone.get(reviewId) === true ? { type: 'excuse', reason: 'left' } : { type: 'readmit' }, house(today))
}

type BossRow = { id: string, personId: string, named: string | null, frozen: string | null, line: string | null }

// Who is told of before their new boss waits for the job: by then both are here, and the history does not show a way round.
async function followBosses ({ tx, clock, today, people }: Followed): Promise<void> {
  const { rows } = await tx.query<BossRow>(/* sql */ `
    select r.review_id as id, r.person_id as "personId", p.boss_id as named, r.frozen_boss_id as frozen, r.line_boss_id as line
      from review r
      join quarter q on q.starts_on = r.quarter
      join person p on p.person_id = r.person_id
      left join person b on b.person_id = r.line_boss_id
     where q.state <> 'final' and ($1::text[] is null or r.person_id = any ($1) and exists (select from person n where n.person_id = p.boss_id))
       and (r.state in ('waiting', 'self', 'boss') and (r.line_boss_id is distinct from p.boss_id or r.line_boss_id is not null and b.person_id is null)
         or r.state in ('answer', 'disputed', 'agreed') and r.line_boss_id is not null and b.person_id is null)`,
    [people])
  if (rows.length === 0) return
  const { isHere, bossOf } = await chainAbove(tx, rows.flatMap(({ named, frozen, line }) => [named, frozen, line].filter(id => id !== null)))
  const after = new Map(rows.map(row => [row.id, { to: lineBossOf({ personId: row.personId, named: row.named, frozen: row.frozen, isHere, bossOf }), gone: row.line !== null && !isHere(row.line) }]))
  const moved = rows.filter(({ id, line }) => after.get(id)?.to !== line)
  await performAll(tx, clock, moved.map(({ id }) => id), ({ reviewId, review }): Command | null => {
    const found = after.get(reviewId)
    if (found === undefined || (valuesAreIn(review) && !found.gone)) return null
    return { type: 'change-boss', to: found.to, because: found.gone ? 'gone' : 'changed' }
  }, house(today))
}

const MOST_STEPS = 64

/** Who of these is here, and for those who are not, whom they last had above them in a frozen quarter, and so on up. */
async function chainAbove (tx: Sql, from: readonly string[]) {
  const here = new Set<string>()
  const up = new Map<string, string | null>()
  let open = [...new Set(from)]
  for (let step = 0; open.length > 0 && step < MOST_STEPS; step++) {
    const { rows } = await tx.query<{ id: string, here: boolean, up: string | null }>(/* sql */ `
      select a.id, p.person_id is not null as here, (select r.frozen_boss_id from review r where r.person_id = a.id order by r.quarter desc limit 1) as up
        from unnest($1::text[]) as a (id)
        left join person p on p.person_id = a.id`,
      [open])
    for (const row of rows) {
      if (row.here) here.add(row.id)
      up.set(row.id, row.up)
    }
    open = [...new Set(rows.flatMap(row => row.here || row.up === null || up.has(row.up) ? [] : [row.up]))]
  }
  return { isHere: (id: string) => here.has(id), bossOf: (id: string) => up.get(id) ?? null }
}

/** Hand-overs whose last day has passed, or whose holder left. */
async function endHandOvers ({ tx, clock, today, people }: Followed): Promise<void> {
  const { rows } = await tx.query<{ id: string, holder: string, here: boolean }>(/* sql */ `
    select r.review_id as id, r.boss_id as holder, p.person_id is not null as here
      from review r
      join quarter q on q.starts_on = r.quarter
      left join person p on p.person_id = r.boss_id
     where q.state <> 'final' and r.handed_by is not null and r.state not in ('closed', 'missed', 'excused') and ($2::text[] is null or r.boss_id = any ($2))
       and (p.person_id is null or r.handed_until < $1 and r.state in ('waiting', 'self', 'boss'))`,
    [today, people])
  if (rows.length === 0) return
  await performAll(tx, clock, rows.map(({ id }) => id), () => ({ type: 'end-hand-over' }), house(today, new Set(rows.filter(({ here }) => here).map(({ holder }) => holder))))
}

/** Who is away for half of a quarter is excused from its review, and taken back where that was withdrawn. */
export async function followLeaves ({ tx, clock, today, people }: Followed): Promise<void> {
  const { rows } = await tx.query<{ id: string, state: string, startsOn: string, endsOn: string, absences: Absence[] }>(/* sql */ `
    select r.review_id as id, r.state, q.starts_on as "startsOn", q.ends_on as "endsOn",
           coalesce(json_agg(json_build_object('from', a.from_on, 'to', a.to_on)) filter (where a.absence_id is not null), '[]') as absences
      from review r
      join quarter q on q.starts_on = r.quarter
      left join absence a on a.person_id = r.person_id and a.withdrawn_on is null and a.from_on <= q.ends_on and coalesce(a.to_on, q.ends_on) >= q.starts_on
     where q.state <> 'final' and ($1::text[] is null or r.person_id = any ($1))
       and (r.state in ('waiting', 'self', 'boss') and a.absence_id is not null or r.state = 'excused' and r.excuse = 'leave')
     group by r.review_id, q.starts_on`,
    [people])
  const turned = new Map(rows.flatMap((row): [string, Command][] => {
    const away = isLongLeave(row.absences, row)
    return away === (row.state === 'excused') ? [] : [[row.id, away ? { type: 'excuse', reason: 'leave' } : { type: 'readmit' }]]
  }))
  await performAll(tx, clock, [...turned.keys()], ({ reviewId }) => turned.get(reviewId) ?? null, house(today))
}
