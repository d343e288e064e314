import { hash } from 'node:crypto'
import { ratingNames } from '@weft/contracts/program/attestation-api'
import type { Priority } from '@weft/contracts/program/priority-api'
import { samePageGroupReleased, samePageReleased, type SamePageGroup } from '@weft/contracts/program/same-page-events'
import { byCodePoint, canonical } from '@weft/service-kit/checksum'
import type { Sql } from '@weft/service-kit/database'
import { eventOf } from '@weft/service-kit/event'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { v5 } from 'uuid'
import { noteHappening } from '../momentum/happening.store.ts'
import type { Unit } from './groups.ts'
import { K, planOf, poolsOf, shownAfter, type Plan, type Shown, type Waiting } from './release.ts'
import type { NotedSpread, NotedSum } from './sums.ts'

const NAMESPACE = 'a1e3b0a5-7a0e-5c7e-9b5e-6d1f0c2a4b10'
const CHUNK = 2_000

export type Released = { number: number, people: number, releasedOn: string }

/**
 * Counts everybody who has answered and was not counted yet, and keeps what is shown from now on, with its events. Gives null when they are
 * too few to be counted; they wait. The caller holds the priorities (`lockPaper`), so that nobody answers meanwhile.
 */
export async function release (tx: Sql, { version, priorities, day }: { version: number, priorities: readonly Priority[], day: string }): Promise<Released | null> {
  // Who moves while we count would fall between two pools.
  await tx.query(/* sql */ `lock table person, account in share mode`)
  const waiting = await waitingFor(tx, version)
  const plan = planOf(await allUnits(tx), waiting, 3 * priorities.length)
  if (waiting.reduce((sum, { people }) => sum + people, 0) < K || !plan.shown.has('all')) return null
  const before = await lastRelease(tx, version)
  const number = (before?.number ?? 0) + 1
  await tx.query(/* sql */ `insert into same_page_release (version, number, released_on, people, priorities) values ($1, $2, $3, $4, $5)`,
    [version, number, day, before?.people ?? 0, priorities.length])
  const people = (before?.people ?? 0) + await count(tx, { version, number, plan, waiting })
  await tx.query(/* sql */ `update same_page_release set people = $3 where version = $1 and number = $2`, [version, number, people])
  const shown = shownAfter(plan, before === undefined ? [] : await shownIn(tx, version, before.number), await sumsIn(tx, version, number), await spreadsIn(tx, version, number))
  await keepShown(tx, { version, number, shown })
  await tell(tx, { version, number, people, priorities, day, shown })
  return { number, people, releasedOn: day }
}

async function waitingFor (tx: Sql, version: number): Promise<Waiting[]> {
  const { rows } = await tx.query<Waiting>(/* sql */ `
    select c.side, c.unit_id as "unitId", c.people, c.raters from attestation_counts($1) c order by c.unit_id, c.side`,
    [version])
  return rows
}

async function allUnits (tx: Sql): Promise<Unit[]> {
  const { rows } = await tx.query<Unit>(/* sql */ `select u.unit_id as "unitId", u.parent_id as "parentId", u.name from unit u order by u.unit_id`)
  return rows
}

export async function lastRelease (sql: Sql, version: number): Promise<Released | undefined> {
  const { rows: [found] } = await sql.query<Released>(/* sql */ `
    select r.number, r.people, to_char(r.released_on, 'YYYY-MM-DD') as "releasedOn"
      from same_page_release r where r.version = $1 order by r.number desc limit 1`,
    [version])
  return found
}

async function count (tx: Sql, { version, number, plan, waiting }: { version: number, number: number, plan: Plan, waiting: readonly Waiting[] }): Promise<number> {
  const pools = poolsOf(plan, waiting)
  const { rows: [row] } = await tx.query<{ counted: number }>(/* sql */ `
    select count_attestations($1, $2, $3::text[], $4::text[], $5::text[], $6::text[]) as counted`,
    [version, number, pools.map(({ side }) => side), pools.map(({ unitId }) => unitId), pools.map(({ pool }) => pool), pools.map(({ spread }) => spread)])
  return row?.counted ?? 0
}

async function sumsIn (tx: Sql, version: number, number: number): Promise<NotedSum[]> {
  const { rows } = await tx.query<NotedSum>(/* sql */ `select s.pool, s.place, s.n, s.total from attestation_sum s where s.version = $1 and s.number = $2`, [version, number])
  return rows
}

async function spreadsIn (tx: Sql, version: number, number: number): Promise<NotedSpread[]> {
  const { rows } = await tx.query<NotedSpread>(/* sql */ `
    select s.pool, s.place, s.people, s.n, s.squares, s.favourable from attestation_spread s where s.version = $1 and s.number = $2`,
    [version, number])
  return rows
}

async function shownIn (tx: Sql, version: number, number: number): Promise<Shown[]> {
  const { rows } = await tx.query<Shown>(/* sql */ `
    select g.side, g.unit_id as "unitId", g.parent_id as "parentId", g.name, g.sums, g.figures
      from same_page_group g where g.version = $1 and g.number = $2`,
    [version, number])
  return rows
}

async function keepShown (tx: Sql, { version, number, shown }: { version: number, number: number, shown: readonly Shown[] }): Promise<void> {
  for (let from = 0; from < shown.length; from += CHUNK) {
    const chunk = shown.slice(from, from + CHUNK)
    await tx.query(/* sql */ `
      insert into same_page_group (version, number, side, unit_id, parent_id, name, sums, figures)
      select $1, $2, g.side, g.unit_id, g.parent_id, g.name, g.sums, g.figures
        from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::jsonb[], $8::jsonb[]) as g (side, unit_id, parent_id, name, sums, figures)`,
      [
        version, number, chunk.map(({ side }) => side), chunk.map(({ unitId }) => unitId), chunk.map(({ parentId }) => parentId), chunk.map(({ name }) => name),
        chunk.map(({ sums }) => JSON.stringify(sums)), chunk.map(({ figures }) => JSON.stringify(figures))
      ])
  }
}

type Told = { version: number, number: number, people: number, priorities: readonly Priority[], day: string, shown: readonly Shown[] }

/** Groups and manifest, under ids that follow from version, number and group: told again, they are duplicates. */
async function tell (tx: Sql, { version, number, people, priorities, day, shown }: Told): Promise<void> {
  const groups = shown.map((group): SamePageGroup => ({
    version, number, side: group.side, unitId: group.unitId === '' ? null : group.unitId,
    figures: group.figures.map((value, place) => ({ priorityId: priorities[Math.floor(place / 3)]?.priorityId ?? '', rating: ratingNames[place % 3] ?? 'understand', value }))
  })).toSorted((a, b) => byCodePoint(a.unitId ?? '', b.unitId ?? '') || byCodePoint(a.side, b.side))
  await appendToOutbox(tx, groups.map(data => eventOf(samePageGroupReleased, { id: v5(canonical([version, number, data.side, data.unitId]), NAMESPACE), key: data.unitId ?? 'all', time: day, data })))
  await appendToOutbox(tx, [eventOf(samePageReleased, {
    id: v5(canonical([version, number]), NAMESPACE), key: String(version), time: day,
    data: { version, number, releasedOn: day, people, priorities: priorities.map(({ priorityId, title }) => ({ priorityId, title })), groups: groups.length, sha256: hash('sha256', canonical(groups)) }
  })])
  await noteHappening(tx, { kind: 'same-page-released', about: `${version}.${number}`, what: 'New figures show how far we are on the same page', href: `/program/same-page?version=${version}`, day })
}
