import { seeded } from '@weft/testkit/seeded'
import { findInBreakdowns } from './breakdowns.ts'
import { crawl, effectBeyond, toldTwice } from './crawl.ts'
import { holds, sumsOf } from './equations.ts'
import { insidersOf } from './insiders.ts'
import { linesOfStrangers, unlisted } from './lines.ts'
import { openPlayed, quarters } from './opened.ts'
import { findInSums, type Find } from './sums.ts'
import type { Told } from './told.ts'

/** Fewest people, beyond those whom two know, of whom anything may be learned. */
const K = 5

export type Report = {
  /** Of fewer than k people, by whom. */
  finds: Find[]
  /** Routes and places of replies that nobody accounted for. */
  unread: string[]
  /** Figures that are not what they were read as, or are told in two ways; counts that do not follow from what is told. */
  misread: string[]
  /** What tells of a single person to somebody who has nothing to do with them. */
  leaked: string[]
  /** What changed where nothing may: with what was reached, what is shown; with an erasure, what was told. */
  changed: string[]
  lines: string[]
}

/** A house lives through three quarters; then everything it tells is read by everybody, and every two put together what they know. Nothing is found where the house keeps its promise (docs/decisions/0031). */
export async function attack ({ seed, departments }: { seed: number, departments: number }): Promise<Report> {
  const opened = await openPlayed({ seed, departments })
  try {
    const random = seeded(seed)
    const crawled = await crawl(opened)
    const told = distinct(crawled.told)
    const misread = [...toldTwice(crawled.told), ...effectBeyond(crawled.effect, told, await opened.measured())]
    const report: Report = { finds: [], unread: [...unlisted(), ...crawled.unread], misread, leaked: [], changed: shownBy(told), lines: [] }
    const counts = { insiders: 0, sums: 0, proven: 0, searched: 0, undecided: 0 }
    for (const played of opened.played) {
      const reached = await opened.reached(played.quarter)
      misread.push(...told.filter(one => one.quarter === played.quarter && !holds(played, one, reached)).map(one => `${one.quarter} ${one.unitId} ${one.what}: ${one.value} (${one.n}) from ${one.from}`))
      const insiders = insidersOf(played)
      const sums = sumsOf(played, told)
      for (const one of sums) report.finds.push(...findInSums(played, one, insiders, K))
      const { finds, ...decided } = findInBreakdowns(played, told, insiders, K, random)
      report.finds.push(...finds)
      counts.insiders += insiders.length
      counts.sums += sums.length
      for (const name of ['proven', 'searched', 'undecided'] as const) counts[name] += decided[name]
    }
    const strangers = await linesOfStrangers(opened, random)
    report.leaked.push(...strangers.leaked)
    report.changed.push(...await afterErasure(opened, told))
    if (counts.undecided > 0) report.misread.push(`${counts.undecided} pairs undecided`)
    const of = (what: RegExp) => told.filter(one => what.test(one.what) && one.value !== null).length
    report.lines.push(
      `${opened.played.map(({ sats, house }) => `${sats.length} people in ${house.units.length} units`).join(', then ')}; ${crawled.replies} replies of groups and ${strangers.replies} of single people read`,
      `${told.length} figures told: coverage ${of(/^coverage/)}, reviewed ${of(/^reviewed/)}, index ${of(/^index/)}, gap ${of(/^gap/)}, breakdowns ${of(/^facet/)}; effect: ${crawled.effect.disciplines.map(({ effect }) => effect.kind === 'told' ? 'told' : effect.reason).join(', ')}`,
      `${counts.insiders} insiders, every two of them: ${counts.sums} kinds of sums decided; of breakdowns ${counts.proven} proven, ${counts.searched} searched, ${counts.undecided} undecided`,
      `${report.finds.length} finds${report.finds.slice(0, 3).map(({ quarter, what, who, of: people }) => `; in ${quarter} ${who.join(' and ')} learn ${what} of ${people.join(', ')}`).join('')}`
    )
    return report
  } finally {
    await opened.close()
  }
}

const keyOf = ({ quarter, unitId, what }: Told) => `${quarter} ${unitId} ${what}`
/** Each figure once, with its value where one was told. */
const distinct = (told: readonly Told[]): Told[] => [...new Map([...told.filter(({ value }) => value === null), ...told.filter(({ value }) => value !== null)].map(one => [keyOf(one), one])).values()]

/** The last two quarters differ in what was reached alone, so they show the same. */
function shownBy (told: readonly Told[]): string[] {
  const [one, other] = quarters.slice(-2).map(({ startsOn }) => new Set(told.filter(({ quarter }) => quarter === startsOn).map(({ unitId, what }) => `${unitId} ${what}`)))
  return [...one?.symmetricDifference(other ?? new Set<string>()) ?? []].map(what => `shown by what was reached: ${what}`)
}

/** Three people ask to be forgotten and are; what was told stays told, word for word. */
async function afterErasure (opened: Awaited<ReturnType<typeof openPlayed>>, told: readonly Told[]): Promise<string[]> {
  const gone = opened.played.at(-1)?.sats.filter(({ end }) => end === 'closed').slice(-3).map(({ personId }) => personId) ?? []
  for (const person of gone) await opened.ask('/commitments/erasures', { role: 'program-office' }, { person, reason: 'Asked for it' })
  opened.clock.now = new Date('2027-09-15T09:00:00Z')
  await opened.runJobs()
  const { rows: [left] } = await opened.database.pool.query<{ erased: number }>(/* sql */ `select count(*)::int as erased from erasure e where e.done_on is not null`)
  const again = new Map(distinct((await crawl(opened, true)).told).map(one => [keyOf(one), one.value]))
  return [...left?.erased === gone.length ? [] : [`${left?.erased ?? 0} of ${gone.length} were forgotten`], ...told.filter(one => again.get(keyOf(one)) !== one.value).map(one => `after an erasure: ${keyOf(one)}`)]
}
