import { full8 } from '@weft/survey/instrument/full-8'
import { answersOf, ownEffects, type WaveNumber } from './answers.ts'
import { chanceOf } from './chance.ts'
import { daysAfter } from './days.ts'
import { demoPeople, type DemoPerson } from './people.ts'
import { demoPortfolio } from './portfolio.ts'
import { demoVisits, type Visit } from './promises.ts'
import { demoUnits, pathOf, type DemoUnit } from './units.ts'

export const ORGANISATION = 'Meridian'
const disciplines = full8.factors.map(factor => factor.factorId)
const DEPTH = 3

export type Demonstration = {
  /** The day it is made for. */
  today: string
  units: readonly DemoUnit[]
  people: readonly DemoPerson[]
  /** The two files of its HR system. */
  files: { units: string, people: string }
  /** The two waves before Weft, as files with a mapping; oldest first. */
  past: readonly { title: string, mapping: string, answers: string }[]
  /** Who has been in Weft, and what they did. */
  visits: readonly Visit[]
  /** Its projects: three lists, and what was decided about each so far. */
  portfolio: ReturnType<typeof demoPortfolio>
  /** The wave that is open: what to plan, and the answers that have come so far, by e-mail address. */
  open: { title: string, closesOn: string, answers: ReadonlyMap<string, Record<string, number | null>> }
}

/** The invented company with its three waves, as of a day. The same day gives the same bytes; another day other dates and nothing else. */
export function demonstrationOn (today: string, officeSignIn?: string): Demonstration {
  const units = demoUnits()
  const people = demoPeople(units, officeSignIn)
  const answered = (wave: WaveNumber, share: number) => answeredIn({ units, people, wave, share })
  return {
    today, units, people, visits: demoVisits({ units, people }, today), portfolio: demoPortfolio(today, { units, people }),
    files: {
      units: csv(['unit', 'parent', 'name'], units.map(({ unit, parent, name }) => [unit, parent ?? '', name])),
      people: csv(['person', 'name', 'email', 'unit', 'boss', 'rank', 'role', 'sign_in'], people.map(({ person, name, email, unit, boss, rank, role, signIn }) => [person, name, email, unit, boss, rank, role, signIn]))
    },
    past: [pastWave(units, monthsBefore(today, 12), answered(1, 0.64)), pastWave(units, monthsBefore(today, 6), answered(2, 0.72))],
    open: { title: seasonOf(today), closesOn: daysAfter(today, 21), answers: new Map([...answered(3, 0.6)].map(({ person, answers }) => [person.email, answers])) }
  }
}

type Answered = { person: DemoPerson, answers: Record<string, number | null> }

/** Who has answered, and what. Units differ in how many take part. */
function answeredIn ({ units, people, wave, share }: { units: readonly DemoUnit[], people: readonly DemoPerson[], wave: WaveNumber, share: number }): Answered[] {
  const [unitChance, chance] = [chanceOf(7), chanceOf(wave * 1_009)]
  const of = new Map(units.map(({ unit }) => [unit, { place: pathOf(units, unit), own: ownEffects(unitChance, disciplines), share: share + 0.09 * unitChance.normal() }]))
  return people.flatMap(person => {
    const unit = of.get(person.unit)
    if (unit === undefined || chance.draw() > unit.share) return []
    return [{ person, answers: answersOf(chance, full8.items, unit.place, wave, unit.own) }]
  })
}

function pastWave (units: readonly DemoUnit[], closedOn: string, answered: readonly Answered[]): Demonstration['past'][number] {
  const levels = Array.from({ length: DEPTH }, (_, at) => `level_${at + 1}`)
  const rows = answered.map(({ person, answers }) => {
    const path = pathOf(units, person.unit)
    return [...levels.map((_, at) => path[at] ?? ''), ...full8.items.map(({ itemId }) => answers[itemId] === null ? 'NA' : String(answers[itemId]))]
  })
  return {
    title: seasonOf(closedOn),
    mapping: JSON.stringify({
      title: seasonOf(closedOn), closedOn, organisation: ORGANISATION, missing: ['NA'], scales: { agree: { min: 1, max: 5 } }, unitPath: levels,
      unitIds: units.map(({ unit }) => ({ path: pathOf(units, unit), unitId: unit })),
      instrument: { instrumentId: full8.instrumentId, version: full8.version, title: full8.title },
      factors: full8.factors.map(({ factorId, name, discipline, favourableFrom }) => ({ factorId, name, discipline, favourableFrom, scale: 'agree' })),
      items: full8.items.map(({ itemId, factorId, reverse, text }) => ({ column: itemId, itemId, factorId, reverse, text: text['en'] }))
    }),
    // By answers and not by people, so that the order says nothing of who it was.
    answers: csv([...levels, ...full8.items.map(item => item.itemId)], rows.map(row => ({ row, key: row.slice(DEPTH).join('') })).sort((a, b) => a.key < b.key ? -1 : 1).map(({ row }) => row))
  }
}

/** Seasons as the northern half of the world has them. */
export function seasonOf (day: string): string {
  const [year = 0, month = 1] = day.split('-').map(Number)
  const season = ['Winter', 'Spring', 'Summer', 'Autumn'][Math.floor(month % 12 / 3)]
  return `${season} ${month === 12 ? year + 1 : year}`
}

function monthsBefore (day: string, months: number): string {
  const date = new Date(`${day.slice(0, 8)}15T00:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() - months)
  return date.toISOString().slice(0, 10)
}

const csv = (header: readonly string[], rows: readonly (readonly string[])[]) => [header, ...rows].map(row => `${row.join(',')}\n`).join('')
