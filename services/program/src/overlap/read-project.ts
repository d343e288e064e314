import { readText, rarity, type Read } from '../meaning/closeness.ts'
import { axes } from '../meaning/axes.ts'
import { deedsIn, type Done } from '../meaning/deed.ts'
import { deeds } from '../meaning/deeds.ts'
import { stancesOf, type Stance } from '../meaning/stance.ts'
import { contentWords, plain, stemOf } from '../meaning/text.ts'
import type { WordMap } from '../meaning/word-map.ts'
import { aboutOf, type Project } from './project.ts'

/** A project made ready to be laid beside thousands: read once, compared often. */
export type ReadProject = {
  project: Project, read: Read, deeds: Map<string, number>, done: Done[], stances: Stance[], aboutStaff: boolean
  owner: Set<string>, sponsor: Set<string>, unit: Set<string>, customers: Set<string>
  /** What it does and where it stands, a bit each: most pairs have nothing in common, and this says so at once. */
  doesBits: readonly [number, number], poleBits: readonly [number, number]
}

/** Reads all: what is rare among them weighs more (idf: the logarithm of 1 + all ÷ those with the word). */
export const readProjects = (projects: readonly Project[], map: WordMap): ReadProject[] => {
  const stems = new Map<string, number>(), doing = new Map<string, number>()
  const done = projects.map(project => deedsIn(aboutOf(project)))
  for (const project of projects) for (const stem of new Set(contentWords(aboutOf(project)).map(stemOf))) stems.set(stem, (stems.get(stem) ?? 0) + 1)
  for (const list of done) for (const { deed } of list) doing.set(deed.id, (doing.get(deed.id) ?? 0) + 1)
  const rare = (count: number | undefined) => Math.log(1 + projects.length / (count ?? 1))
  const weigh = (word: string) => rarity(map)(word) * rare(stems.get(stemOf(word)))
  return projects.map((project, place) => withBits({
    project, read: readText(aboutOf(project), map, weigh), done: done[place]!,
    deeds: toLengthOne(new Map(done[place]!.map(({ deed, phrases }) => [deed.id, rare(doing.get(deed.id)) * Math.min(2, phrases.length)]))),
    stances: stancesOf(aboutOf(project)).filter(({ axis }) => !axis.broad && !axis.plain), aboutStaff: ownStaff.test(plain(aboutOf(project))) && !project.customers && project.segments.length === 0,
    owner: nameOf(project.owner, project.ownerId), sponsor: nameOf(project.sponsor, project.sponsorId), unit: nameOf(project.unit, project.unitId),
    customers: new Set([...project.segments, ...project.customers ? [project.customers] : []].map(text => contentWords(text).map(stemOf).sort().join(' ')).filter(Boolean))
  }))
}

const deedPlace = new Map(deeds.map(({ id }, place) => [id, place]))
const axisPlace = new Map(axes.filter(({ broad, plain }) => !broad && !plain).map((axis, place) => [axis, place % 32]))

const withBits = (read: Omit<ReadProject, 'doesBits' | 'poleBits'>): ReadProject => {
  const does: [number, number] = [0, 0], poles: [number, number] = [0, 0]
  for (const { deed } of read.done) { const place = deedPlace.get(deed.id)!; does[place >> 5 & 1]! |= 1 << (place & 31) }
  for (const { axis, pole } of read.stances) poles[pole] |= 1 << axisPlace.get(axis)!
  return { ...read, doesBits: does, poleBits: poles }
}

const ownStaff = / (?:staff|employees?|colleagues who|resigns?|workforce|apprentices|trainees|recruits?|own people) /

/** The id where it is known, and the words of the name without initials, so that "T. Frank" and "Tobias Frank" meet. */
const nameOf = (name: string | null, id: string | null): Set<string> => new Set([
  ...id ? [`#${id}`] : [], ...(name ?? '').replace(/[[(].*$/, '').toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').split(/[^\p{L}]+/u).filter(word => word.length > 2 && !littleWords.has(word))])
const littleWords = new Set(['and', 'the', 'for', 'von', 'van', 'der', 'den', 'del', 'office', 'department', 'dept', 'team', 'tbd', 'none'])

const toLengthOne = (values: Map<string, number>): Map<string, number> => {
  const length = Math.hypot(...values.values())
  return new Map([...values].map(([key, value]) => [key, value / length]))
}

export const meets = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean => {
  if (one.size === 0 || other.size === 0) return false
  for (const word of one) if (other.has(word)) return true
  return false
}
