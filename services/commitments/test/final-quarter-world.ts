// A final quarter, written as the reviews leave it: people in units, what counted for each, what was said and how it ended.
import { actingAsHouse } from '../src/acting-as.ts'
import type { CommitmentsWorld } from './commitments-world.ts'
import { below, type seeded } from '@weft/testkit/seeded'

type Random = ReturnType<typeof seeded>
export type Quarter = { startsOn: string, endsOn: string, label: string }
export const quarters: readonly Quarter[] = [{ startsOn: '2026-10-01', endsOn: '2026-12-31', label: 'Q4 2026' }, { startsOn: '2027-01-01', endsOn: '2027-03-31', label: 'Q1 2027' }]

const uuid = (kind: number, n: number) => `018f${String(kind).padStart(4, '0')}-0000-7000-8000-${String(n).padStart(12, '0')}`
export const subjectOf = (n: number) => uuid(9, n)
export const reviewId = (quarter: number, n: number) => uuid(100 + quarter, n)
const dayAfter = (day: string, days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
const progress = (random: Random) => 25 * below(random, 5)

/** Departments of three teams each; each team has a boss of its own who sits in it. Person n: team n mod teams; the first of each team leads it. */
export async function writeOrganisation ({ pool }: CommitmentsWorld, { departments, teamSize }: { departments: number, teamSize: number }): Promise<{ people: number }> {
  const teams = 3 * departments
  const units = [{ id: 'ALL', parent: null, name: 'Company' }, ...Array.from({ length: departments }, (_, at) => ({ id: `D-${at}`, parent: 'ALL', name: `Department ${at}` })), ...Array.from({ length: teams }, (_, at) => ({ id: `T-${at}`, parent: `D-${Math.floor(at / 3)}`, name: `Team ${at}` }))]
  await pool.query(/* sql */ `insert into unit (unit_id, parent_id, name, since) select u.id, u.parent, u.name, '2026-01-01' from jsonb_to_recordset($1::jsonb) as u (id text, parent text, name text)`, [JSON.stringify(units)])
  const people = Array.from({ length: teams * teamSize }, (_, n) => ({ id: `P-${n}`, unit: `T-${n % teams}`, boss: n < teams ? (n === 0 ? null : 'P-0') : `P-${n % teams}`, subject: subjectOf(n) }))
  await pool.query(/* sql */ `
    with written as (insert into person (person_id, name, email, unit_id, boss_id, rank, since)
      select p.id, 'Name ' || p.id, p.id || '@example.org', p.unit, p.boss, case when p.boss is null then 'leader' else 'staff' end, '2026-01-01' from jsonb_to_recordset($1::jsonb) as p (id text, unit text, boss text))
    insert into account (person_id, subject) select p.id, p.subject from jsonb_to_recordset($1::jsonb) as p (id text, subject uuid)`, [JSON.stringify(people)])
  return { people: people.length }
}

/** What a person promised and what both said of it; of five, one is missed and one has nothing that counts. */
function personOf (random: Random, quarter: Quarter, at: number, n: number) {
  const items = Array.from({ length: n % 11 === 5 ? 0 : 1 + below(random, 4) }, (_, place) => {
    const starts = dayAfter(quarter.startsOn, below(random, 5) === 0 ? 60 + below(random, 31) : -below(random, 250))
    const state = (['open', 'open', 'open', 'done', 'dropped'] as const)[below(random, 5)] as 'open' | 'done' | 'dropped'
    return {
      id: uuid(200 + at, 10 * n + place), person: `P-${n}`, state, starts, due: dayAfter(starts, 20 + below(random, 340)), weight: 1 + below(random, 3), parts: [1, 1, 1, 2, 5][below(random, 5)],
      horizon: ['3-months', '6-months', 'beyond'][below(random, 3)], discipline: ['CI', 'CF', 'EM', null][below(random, 4)], ended: state === 'open' ? null : dayAfter(quarter.endsOn, -below(random, 20)),
      agreedBy: state === 'dropped' && below(random, 2) === 0 ? 'P-0' : null, self: progress(random), boss: progress(random)
    }
  })
  const counts = items.filter(({ starts, due }) => { const run = (Date.parse(quarter.endsOn) - Date.parse(starts)) / 86_400_000 + 1; return run >= 30 || (run > 0 && 4 * run >= (Date.parse(due) - Date.parse(starts)) / 86_400_000 + 1) })
  const end = counts.length === 0 ? 'excused' : n % 13 === 4 ? 'missed' : 'closed'
  const excuse = end === 'excused' ? (n % 2 === 0 ? 'leave' : 'nothing-to-count') : null
  const said = (side: 'self' | 'boss') => counts.map(item => ({ commitmentId: item.id, value: item[side] }))
  const agreed = counts.map(item => ({ commitmentId: item.id, value: item.boss }))
  const history = [
    { command: 'frozen', data: {} }, { command: 'opened', data: {} }, { command: 'self-submitted', data: { items: said('self') } },
    ...end === 'closed' ? [{ command: 'boss-submitted', data: { items: said('boss') } }, { command: 'agreed', data: { values: agreed, how: 'agreed' } }, { command: 'closed', data: {} }] : end === 'missed' ? [{ command: 'missed', data: {} }] : [{ command: 'excused', data: { reason: excuse } }]
  ].map((line, seq) => ({ ...line, review: reviewId(at, n), seq: seq + 1 }))
  return { n, items, counts, end, excuse, history }
}

/** Writes a quarter as final. Gives nothing: the tables say it. */
export async function writeQuarter ({ pool }: CommitmentsWorld, random: Random, at: number, people: number): Promise<void> {
  const quarter = quarters[at] as Quarter
  const all = Array.from({ length: people }, (_, n) => personOf(random, quarter, at, n))
  await actingAsHouse(pool, async tx => {
    await tx.query(/* sql */ `insert into quarter (starts_on, ends_on, label, review_from, boss_by, final_on, state) values ($1::date, $2::date, $3, $2::date - 14, $2::date + 14, $2::date + 28, 'final')`, [quarter.startsOn, quarter.endsOn, quarter.label])
    await tx.query(/* sql */ `
      with made as (
        insert into commitment (commitment_id, person_id, state, version, wording, horizon, starts_on, due_on, discipline, benefits, measure, weight, parts, made_on, ended_on, drop_agreed_by)
        select c.id, c.person, c.state, 1, 'When a claim is late, I will call first', c.horizon, c.starts, c.due, c.discipline, 'customer', 'Calls', c.weight, c.parts, c.starts, case when c.ended is not null then greatest(c.ended, c.starts) end, c."agreedBy"
          from jsonb_to_recordset($1::jsonb) as c (id uuid, person text, state text, horizon text, starts date, due date, discipline text, weight smallint, parts smallint, ended date, "agreedBy" text)
        returning commitment_id
      )
      insert into counted (quarter, commitment_id, person_id, weight, parts, horizon, discipline, starts_on, due_on, since)
      select $2, c.id, c.person, c.weight, c.parts, c.horizon, c.discipline, c.starts, c.due, 'opening'
        from jsonb_to_recordset($1::jsonb) as c (id uuid, person text, horizon text, starts date, due date, discipline text, weight smallint, parts smallint)
        join made m on m.commitment_id = c.id`, [JSON.stringify(all.flatMap(({ items }) => items)), quarter.startsOn])
    await tx.query(/* sql */ `
      insert into review (review_id, quarter, person_id, unit_id, frozen_boss_id, boss_id, state, version, settled, excuse, state_since)
      select n.review, $2, p.person_id, p.unit_id, p.boss_id, p.boss_id, n.state, 6, case n.state when 'closed' then 'agreed' end, n.excuse, $2
        from jsonb_to_recordset($1::jsonb) as n (review uuid, person text, state text, excuse text) join person p on p.person_id = n.person`,
      [JSON.stringify(all.map(({ n, end, excuse }) => ({ review: reviewId(at, n), person: `P-${n}`, state: end, excuse }))), quarter.startsOn])
    await tx.query(/* sql */ `
      insert into review_item (review_id, commitment_id, self_value, boss_value, agreed_value)
      select n.review, n.id, n.self, case when n.state = 'closed' then n.boss end, case when n.state = 'closed' then n.boss end
        from jsonb_to_recordset($1::jsonb) as n (review uuid, id uuid, self smallint, boss smallint, state text)`,
      [JSON.stringify(all.flatMap(({ n, end, counts }) => counts.map(({ id, self, boss }) => ({ review: reviewId(at, n), id, self, boss, state: end }))))])
    await tx.query(/* sql */ `
      insert into review_event (review_id, seq, at, by_person, command, data)
      select n.review, n.seq, $2::date, null, n.command, n.data from jsonb_to_recordset($1::jsonb) as n (review uuid, seq integer, command text, data jsonb)`,
      [JSON.stringify(all.flatMap(({ history }) => history)), quarter.endsOn])
  })
}
