import { readText, rarity, type Read } from '../meaning/closeness.ts'
import { axes } from '../meaning/axes.ts'
import { deedsIn, type Done } from '../meaning/deed.ts'
import { directionOf, type Direction } from '../meaning/direction.ts'
import type { Meaning } from '../meaning/sentence.store.ts'
import { stancesOf, type Stance } from '../meaning/stance.ts'
import { contentWords, plain, stemOf } from '../meaning/text.ts'
import type { WordMap } from '../meaning/word-map.ts'
import { aboutOf, type Project } from './project.ts'

/** A project made ready to be laid beside thousands: read once, compared often. */
export type ReadProject = {
  project: Project, read: Read, done: Done[], stances: Stance[], direction: Direction, aboutStaff: boolean
  owner: Set<string>, sponsor: Set<string>, unit: Set<string>, customers: Set<string>
  /** What its sentences mean, where a model could read them. */
  meaning: Meaning | undefined
  /** Where it stands, a bit for each axis: most pairs have nothing in common, and this says so at once. */
  poleBits: readonly [number, number]
}

/** Reads all: what is rare among them weighs more (idf: the logarithm of 1 + all ÷ those with the word). Yields after each. */
export function * readProjects (projects: readonly Project[], map: WordMap, meanings?: ReadonlyMap<string, Meaning>): Generator<undefined, ReadProject[]> {
  const stems = new Map<string, number>()
  for (const project of projects) {
    for (const stem of new Set(contentWords(aboutOf(project)).map(stemOf))) stems.set(stem, (stems.get(stem) ?? 0) + 1)
    yield
  }
  const weigh = (word: string) => rarity(map)(word) * Math.log(1 + projects.length / (stems.get(stemOf(word)) ?? 1))
  const [owners, sponsors, units] = (['owner', 'sponsor', 'unit'] as const).map(which => saysLittle(projects.map(project => project[which] ?? '')))
  const read: ReadProject[] = []
  for (const project of projects) {
    const about = aboutOf(project), stances = stancesOf(about).filter(({ axis }) => !axis.broad && !axis.plain)
    read.push({
      project, read: readText(about, map, weigh), done: deedsIn(about), stances, direction: directionOf(about), meaning: meanings?.get(project.id), poleBits: bitsOf(stances),
      aboutStaff: ownStaff.test(plain(about)) && !project.customers && project.segments.length === 0,
      owner: nameOf(project.owner, project.ownerId, owners!), sponsor: nameOf(project.sponsor, project.sponsorId, sponsors!), unit: nameOf(project.unit, project.unitId, units!),
      customers: new Set([...project.segments, ...project.customers ? [project.customers] : []].map(text => contentWords(text).map(stemOf).sort().join(' ')).filter(Boolean))
    })
    yield
  }
  return read
}

const axisPlace = new Map(axes.filter(({ broad, plain }) => !broad && !plain).map((axis, place) => [axis, place % 32]))

const bitsOf = (stances: readonly Stance[]): [number, number] => {
  const poles: [number, number] = [0, 0]
  for (const { axis, pole } of stances) poles[pole] |= 1 << axisPlace.get(axis)!
  return poles
}

const MANY_NAMES = 10
/** Words in more than a fifth of all names ("division", where each unit is one) tell none from another. */
const saysLittle = (names: readonly string[]): ReadonlySet<string> => {
  const different = new Set(names), counts = new Map<string, number>()
  for (const name of different) for (const word of new Set(wordsOf(name))) counts.set(word, (counts.get(word) ?? 0) + 1)
  return new Set(different.size < MANY_NAMES ? [] : [...counts].filter(([, count]) => count > different.size / 5).map(([word]) => word))
}

const ownStaff = / (?:staff|employees?|colleagues who|resigns?|workforce|apprentices|trainees|recruits?|own people) /

/** The id where it is known, and the words of the name without initials, so that "T. Frank" and "Tobias Frank" meet. */
const nameOf = (name: string | null, id: string | null, little: ReadonlySet<string>): Set<string> =>
  new Set([...id ? [`#${id}`] : [], ...wordsOf(name ?? '').filter(word => !little.has(word))])
const wordsOf = (name: string): string[] => name.replace(/[[(].*$/, '').toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').split(/[^\p{L}]+/u).filter(word => word.length > 2 && !littleWords.has(word))
const littleWords = new Set(['and', 'the', 'for', 'von', 'van', 'der', 'den', 'del', 'office', 'department', 'dept', 'team', 'tbd', 'none', 'mrs'])

export const meets = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean => {
  if (one.size === 0 || other.size === 0) return false
  for (const word of one) if (other.has(word)) return true
  return false
}
