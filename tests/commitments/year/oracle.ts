import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Acknowledged } from './door.ts'
import type { House } from './house.ts'
import { quarters } from './calendar.ts'
import type { Organisation } from './organisation.ts'

/** What does not hold, as sentences; empty where all holds. */
export type Findings = string[]
type Line = { id: string, version: number, act: string, by: string, at: Date, /** It may be done by an agreed review. */ carried: boolean }

/**
 * Every step of a person is in the history once: what was acknowledged, nothing besides, by who did it, at the hour it was done, and in its order.
 * `log` is what the people of the test keep for themselves.
 */
export async function historyFindings (house: House, log: readonly Acknowledged[]): Promise<Findings> {
  // What an agreed review does to a commitment comes with it, at its hour, and is no step of its own.
  const { rows: changes } = await house.sight.query<Line>(/* sql */ `
    select h.commitment_id as id, h.version, h.act, h.by_person as by, h.at,
           h.act in ('progressed', 'done', 'dropped') and exists (
             select from review_event e join review_item i using (review_id) where e.command = 'agreed' and e.at = h.at and i.commitment_id = h.commitment_id) as carried
      from commitment_change h order by h.commitment_id, h.version`)
  const { rows: events } = await house.sight.query<Line>(/* sql */ `
    select e.review_id as id, e.seq as version, e.command as act, e.by_person as by, e.at, false as carried from review_event e where e.by_person is not null order by e.review_id, e.seq`)
  return [
    ...findingsOf(changes, log.filter(({ kind }) => kind === 'commitment').flatMap(withParts)),
    ...findingsOf(events, log.filter(({ kind }) => kind === 'review')),
    ...await gaps(house)
  ]
}

/** Parts of a split are made with it. What is only a draft has no history. */
function withParts (done: Acknowledged): Acknowledged[] {
  if (done.act === 'drafted') return []
  const parts = done.act === 'split' ? (done.body as { parts: { commitmentId: string }[] }).parts : []
  return [done, ...parts.map(({ commitmentId }): Acknowledged => ({ ...done, id: commitmentId, act: 'made', version: 0, after: 1 }))]
}

function findingsOf (lines: readonly Line[], log: readonly Acknowledged[]): Findings {
  const left = Map.groupBy(lines, ({ id }) => id)
  const findings: Findings = []
  for (const [id, done] of Map.groupBy(log, ({ id: of }) => of)) {
    for (const [n, { act, by, at, version, after }] of done.entries()) {
      const before = done[n - 1]
      if (before !== undefined && before.after > version) findings.push(`${act} of ${id} was done on version ${version}, which was over by then`)
      const its = left.get(id)?.filter(line => line.version > version && line.version <= after) ?? []
      const [first] = its
      if (first === undefined) findings.push(`${act} of ${id} by ${by} at ${at} was acknowledged and is lost`)
      else if (new Set(its.map(line => line.act)).size < its.length) findings.push(`${act} of ${id} by ${by} at ${at} happened more than once: ${JSON.stringify(its)}`)
      else if (first.act !== act || its.some(line => line.by !== by || line.at.toISOString() !== at)) findings.push(`${act} of ${id} by ${by} at ${at} stands there as ${JSON.stringify(its)}`)
      left.set(id, left.get(id)?.filter(line => !its.includes(line)) ?? [])
    }
  }
  return [...findings, ...[...left.values()].flat().filter(({ carried }) => !carried).map(line => `nobody did ${JSON.stringify(line)}`)]
}

/** The numbers of a history are one after the other, up to the version of what it is of. Before a draft is made it has none. */
async function gaps (house: House): Promise<Findings> {
  const { rows } = await house.sight.query<{ id: string }>(/* sql */ `
    select r.review_id::text as id from review r join review_event e using (review_id) group by r.review_id having count(*) <> max(e.seq) or max(e.seq) <> r.version
    union all
    select c.commitment_id::text from commitment c join commitment_change h using (commitment_id) group by c.commitment_id
    having max(h.version) - min(h.version) + 1 <> count(*) or max(h.version) <> c.version
    union all
    select c.commitment_id::text from commitment c where c.state <> 'draft' and not exists (select from commitment_change h where h.commitment_id = c.commitment_id)`)
  return rows.map(({ id }) => `the history of ${id} has a gap`)
}

/** Each person's index of each quarter is what plain SQL makes of it (tests/commitments/index.sql), and rests on the values that people remember having sent. */
export async function indexFindings (house: House, log: readonly Acknowledged[]): Promise<{ findings: Findings, indices: number }> {
  const statement = readFileSync(join(import.meta.dirname, '../index.sql'), 'utf8')
  const findings: Findings = []
  let indices = 0
  const { rows: final } = await house.sight.query<{ quarter: string }>(/* sql */ `select q.starts_on::text as quarter from quarter q where q.state = 'final' order by q.starts_on`)
  for (const { quarter } of final) {
    const { rows: kept } = await house.sight.query<Index>(/* sql */ `
      select s.person_id as "personId", s.self_value as self, s.boss_value as boss, s.agreed_value as agreed from success_index s where s.quarter = $1 order by s.person_id`, [quarter])
    const { rows: worked } = await house.sight.query<Index>(statement, [quarter])
    const of = new Map(worked.map(one => [one.personId, one]))
    if (kept.length !== worked.length) findings.push(`${quarter}: ${kept.length} people have an index, by SQL ${worked.length}`)
    for (const one of kept) if (JSON.stringify(one) !== JSON.stringify(of.get(one.personId))) findings.push(`${quarter}: kept ${JSON.stringify(one)}, by SQL ${JSON.stringify(of.get(one.personId))}`)
    indices += kept.filter(({ self, boss, agreed }) => self !== null || boss !== null || agreed !== null).length
  }
  return { findings: [...findings, ...await valueFindings(house, log)], indices }
}

type Index = { personId: string, self: number | null, boss: number | null, agreed: number | null }
type Sent = { items: { commitmentId: string, value: number }[] }

async function valueFindings (house: House, log: readonly Acknowledged[]): Promise<Findings> {
  const { rows } = await house.sight.query<{ id: string, item: string, self: number | null, boss: number | null }>(/* sql */ `
    select i.review_id as id, i.commitment_id as item, i.self_value as self, i.boss_value as boss from review_item i`)
  const last = new Map<string, number>()
  for (const { id, act, body } of log) {
    if (act === 'self-submitted' || act === 'boss-submitted') for (const { commitmentId, value } of (body as Sent).items) last.set(`${act} ${id} ${commitmentId}`, value)
  }
  const kept = new Map(rows.flatMap(({ id, item, self, boss }): [string, number | null][] => [[`self-submitted ${id} ${item}`, self], [`boss-submitted ${id} ${item}`, boss]]).filter(([, value]) => value !== null))
  return [...new Set([...last.keys(), ...kept.keys()])].filter(key => last.get(key) !== kept.get(key)).map(key => `${key}: sent ${last.get(key)}, kept ${kept.get(key)}`)
}

/** Nobody got two mails on a day, and what was posted is what is kept as sent; of one in hand at a death nobody knows, and it came at most once. */
export async function mailFindings (house: House): Promise<{ findings: Findings, unknown: number }> {
  const { rows } = await house.sight.query<{ personId: string, day: string, state: string }>(/* sql */ `select d.person_id as "personId", d.day::text, d.state from digest d where d.state <> 'refused'`)
  const kept = new Map(rows.map(({ personId, day, state }) => [`${personId.toLowerCase()}@example.org ${day}`, state]))
  const posted = Map.groupBy(house.posted, ({ to, day }) => `${to} ${day}`)
  const unknown = rows.filter(({ state }) => state === 'unknown').length
  const findings = [
    ...[...posted].filter(([, mails]) => mails.length > 1).map(([key, mails]) => `${key}: ${mails.length} mails`),
    ...[...posted.keys()].filter(key => !kept.has(key)).map(key => `${key}: a mail that is not kept`),
    ...[...kept].filter(([key, state]) => state !== 'unknown' && !posted.has(key)).map(([key, state]) => `${key}: ${state}, and nothing came`),
    ...kept.size === rows.length ? [] : ['two digests of one person on one day'],
    ...unknown <= house.kills() ? [] : [`${unknown} mails of which nobody knows, after ${house.kills()} deaths`]
  ]
  return { findings, unknown }
}

/** Whom the service knows, and who was whose boss at the opening of each quarter, is what the directory said, whatever came twice. */
export async function directoryFindings (house: House, { here, frozen }: Organisation): Promise<Findings> {
  const { rows: people } = await house.sight.query<{ key: string, unitId: string, bossId: string | null }>(/* sql */ `select p.person_id as key, p.unit_id as "unitId", p.boss_id as "bossId" from person p`)
  const { rows: reviews } = await house.sight.query<{ key: string, unitId: string, bossId: string | null }>(/* sql */ `
    select r.quarter || ' ' || r.person_id as key, r.unit_id as "unitId", r.frozen_boss_id as "bossId" from review r where r.quarter = any ($1)`, [quarters.map(([start]) => start)])
  return [[people, here, 'people'], [reviews, frozen, 'at the opening']].flatMap(([rows, told, what]) => unlike(rows as typeof people, told as Organisation['frozen'], what as string))
}

function unlike (rows: readonly { key: string, unitId: string, bossId: string | null }[], told: Organisation['frozen'], what: string): Findings {
  const kept = new Map(rows.map(row => [row.key, row]))
  return [...new Set([...kept.keys(), ...told.keys()])].flatMap(key => {
    const [is, was] = [kept.get(key), told.get(key)]
    return is?.unitId === was?.unitId && is?.bossId === was?.bossId ? [] : [`${what}: ${key} was told as ${JSON.stringify(was)} and is kept as ${JSON.stringify(is)}`]
  })
}
