import { below, type seeded } from '@weft/testkit/seeded'

type Random = ReturnType<typeof seeded>
export type Unit = { unitId: string, parentId: string | null }
/** As the directory has somebody; a second boss of a matrix reviews instead of the first. */
export type Person = { personId: string, unitId: string, bossId: string | null, matrixBossId: string | null }
export type House = { units: readonly Unit[], people: readonly Person[] }

/** One thing that counts in a quarter. `self`, `boss`, `agreed`: progress in percent; null: not said. */
export type Item = { weight: number, parts: number, horizon: string, discipline: string | null, partners: readonly string[], self: number | null, boss: number | null, agreed: number | null }
/**
 * A person's quarter as the reviews leave it. `knownBy`: everybody who saw its values, as the story of this quarter has it and not as the service finds it out. `unitId` is that of the opening.
 */
export type Sat = {
  personId: string, unitId: string, end: 'closed' | 'missed' | 'excused', excuse: 'left' | 'leave' | 'nothing-to-count' | null, items: readonly Item[]
  bossId: string | null, frozenBossId: string | null, lineBossId: string | null, handed: { by: string, why: 'delegation' | 'matrix' } | null, formerBossId: string | null, knownBy: readonly string[]
}

/** How many report to the boss of each team of a department, besides units of one. */
const TEAMS = [1, 2, 3, 4, 5, 6, 9, 12, 18, 25]
export const horizons = ['3-months', '6-months', 'beyond']
export const disciplines = ['CI', 'CF', 'EM', 'CC']

/** Everybody at the start: a company of departments with teams of odd sizes, a chain of units of one, people who sit above the teams, some without a boss, some with two. */
export function houseOf (random: Random, departments: number): House {
  const [units, people]: [Unit[], Person[]] = [[{ unitId: 'C', parentId: null }], []]
  const unit = (unitId: string, parentId: string) => { units.push({ unitId, parentId }); return unitId }
  const join = (unitId: string, bossId: string | null): string => {
    const personId = `P-${String(people.length).padStart(3, '0')}`
    people.push({ personId, unitId, bossId, matrixBossId: null })
    return personId
  }
  const top = join('C', null)
  join('C', top)
  for (let at = 0; at < departments; at++) {
    const department = unit(`D${at}`, 'C')
    const head = join(department, top)
    if (at % 2 === 0) join(department, head)
    TEAMS.forEach((reports, place) => {
      const team = unit(`D${at}T${place}`, department)
      const boss = join(team, head)
      for (let n = 0; n < reports; n++) join(team, below(random, 40) === 0 ? null : boss)
    })
    let [above, boss] = [department, head]
    if (at === 0) for (let n = 0; n < 3; n++) { above = unit(`D${at}K${n}`, above); boss = join(above, boss) }
  }
  const bosses = bossesIn(people)
  return { units, people: people.map(one => ({ ...one, matrixBossId: one.bossId !== null && below(random, 14) === 0 ? bosses[below(random, bosses.length)] ?? null : null })) }
}

const bossesIn = (people: readonly Person[]): string[] => [...new Set(people.flatMap(({ bossId }) => bossId ?? []))]

/** The house some weeks on: people leave, move with a new boss, lose a boss who went; two teams become one. */
export function reorganised (random: Random, { units, people }: House, gone: ReadonlySet<string>): House {
  const places = people.filter(({ personId }) => !gone.has(personId)).map(({ unitId, bossId }) => ({ unitId, bossId: bossId === null || gone.has(bossId) ? null : bossId }))
  const moved = people.filter(({ personId }) => !gone.has(personId)).map((one): Person => {
    const place = below(random, 12) === 0 ? places[below(random, places.length)] ?? one : one
    return { ...one, unitId: place.unitId === 'D1T0' ? 'D1T1' : place.unitId, bossId: place.bossId === one.personId || place.bossId === null || gone.has(place.bossId) ? null : place.bossId, matrixBossId: one.matrixBossId !== null && gone.has(one.matrixBossId) ? null : one.matrixBossId }
  })
  return { units: units.filter(({ unitId }) => unitId !== 'D1T0'), people: moved }
}

/** A quarter of everybody: who has something that counts, whose review ended with values, who saw them. Values come afterwards (`valued`). */
export function quarterOf (random: Random, { people }: House): Sat[] {
  const bosses = bossesIn(people)
  const somebody = () => bosses[below(random, bosses.length)] ?? null
  return people.map(({ personId, unitId, bossId, matrixBossId }): Sat => {
    const [chance, handing] = [below(random, 100), below(random, 30)]
    const excuse = chance < 3 ? 'left' as const : chance < 6 ? 'leave' as const : chance < 14 ? 'nothing-to-count' as const : null
    const delegate = handing === 0 && bossId !== null ? people[below(random, people.length)]?.personId ?? null : null
    // One team got a new boss within the quarter, but for a few who came with that boss; in another everybody shares something with one who leads a project.
    const formerBossId = unitId === 'D2T8' && chance % 4 > 0 ? bosses[5] ?? null : handing === 1 ? somebody() : null
    const lead = unitId === 'D1T7' ? bosses[9] : undefined
    const reviewer = matrixBossId ?? delegate ?? bossId
    const handed = bossId === null || reviewer === bossId || reviewer === null ? null : { by: bossId, why: matrixBossId === null ? 'delegation' as const : 'matrix' as const }
    const end = excuse !== null ? 'excused' : chance < 32 ? 'missed' : 'closed'
    return {
      personId, unitId, end, excuse, bossId: reviewer, frozenBossId: formerBossId ?? bossId, lineBossId: bossId, handed, formerBossId,
      items: excuse !== null ? [] : Array.from({ length: 1 + below(random, 3) }, (_, place) => itemOf(random, { people, owner: personId, unitId, partner: place === 0 ? lead : undefined })),
      knownBy: [...new Set([personId, bossId, reviewer, formerBossId].flatMap(who => who ?? []))]
    }
  })
}

/** Some teams have habits: all but a few of their items are for one horizon, or on one discipline. That is where an index and its breakdowns tell most beside each other. */
function itemOf (random: Random, { people, owner, unitId, ...asked }: { people: readonly Person[], owner: string, unitId: string, partner: string | undefined }): Item {
  const [team, exception] = [Number(/T(\d+)$/.exec(unitId)?.[1] ?? 1), below(random, 10) === 0]
  const partner = below(random, 18) === 0 ? people[below(random, people.length)]?.personId : asked.partner
  return {
    weight: 1 + below(random, 3), parts: below(random, 6) === 0 ? 2 : 1, partners: partner === undefined || partner === owner ? [] : [partner], self: null, boss: null, agreed: null,
    horizon: team % 3 === 0 && !exception ? '3-months' : horizons[below(random, horizons.length)] ?? '', discipline: team % 2 === 0 && team >= 6 && !exception ? 'CI' : [...disciplines, null][below(random, disciplines.length + 1)] ?? null
  }
}

/** What both said and what was agreed; some people say nothing, some reviews end without. Who has values depends on `shape` alone, so that two quarters of one shape differ in values only. */
export function valued (shape: Random, random: Random, quarter: readonly Sat[]): Sat[] {
  const progress = () => 25 * below(random, 5)
  return quarter.map(one => {
    const [silent, unread] = [below(shape, 9) === 0, below(shape, 3) > 0]
    return {
      ...one,
      items: one.items.map(item => {
        const [self, boss] = [progress(), progress()]
        return { ...item, self: silent && one.end === 'closed' ? null : self, boss: one.end === 'closed' || !unread ? boss : null, agreed: one.end === 'closed' ? boss : null }
      })
    }
  })
}
