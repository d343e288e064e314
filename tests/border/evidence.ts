import { createHash } from 'node:crypto'
import type { Clue, Evidence, Mention } from './link.ts'
import type { Trace } from './traces.ts'

/** What is known to belong to one person, or to one sheet. Number = index in the list. */
export type Markers = readonly (readonly string[])[]

/** A trace that names more than this many is a list; then the place inside it is the clue. */
const MOST_OWNERS = 3
const WORD = /[A-Za-z0-9_@.+:=-]{3,}/g

/**
 * Sorts traces by whom they are about. From each: where it lies, whatever it counts or dates, and every word and binary id that stands in it.
 * A person's token also speaks through its hashes: a key made from it is the same as carrying it.
 */
export function evidenceOf (traces: readonly Trace[], people: Markers, sheets: Markers): Evidence {
  const owners = ownersOf(people, sheets)
  const evidence = { people: { clues: [] as Clue[], mentions: [] as Mention[] }, sheets: { clues: [] as Clue[], mentions: [] as Mention[] } }
  for (const trace of traces) note(evidence, trace, owners)
  people.forEach((markers, about) => markers.flatMap(derived).forEach(token => evidence.people.mentions.push({ about, place: 'made from the token', token })))
  sheets.forEach((markers, about) => markers.forEach(marker => evidence.sheets.mentions.push({ about, place: 'the sheet\'s own key', token: plain(marker) })))
  return evidence
}

type Owner = { side: 'people' | 'sheets', about: number }

function ownersOf (people: Markers, sheets: Markers): Map<string, Owner> {
  const owners = new Map<string, Owner>()
  people.forEach((markers, about) => { for (const marker of markers) owners.set(plain(marker), { side: 'people', about }) })
  sheets.forEach((markers, about) => { for (const marker of markers) owners.set(plain(marker), { side: 'sheets', about }) })
  return owners
}

function note (evidence: { people: { clues: Clue[], mentions: Mention[] }, sheets: { clues: Clue[], mentions: Mention[] } }, trace: Trace, owners: ReadonlyMap<string, Owner>): void {
  const words = wordsOf(trace)
  const found = new Map<string, Owner & { at: number }>()
  words.forEach((word, at) => {
    const owner = owners.get(word)
    const label = owner === undefined ? '' : `${owner.side} ${owner.about}`
    if (owner !== undefined && !found.has(label)) found.set(label, { ...owner, at })
  })
  for (const { side, about, at } of found.values()) {
    evidence[side].clues.push({ about, place: trace.place, value: trace.position })
    if (found.size > MOST_OWNERS) {
      evidence[side].clues.push({ about, place: `${trace.place}, place in the list`, value: at })
      continue
    }
    for (const [name, value] of Object.entries(trace.numbers)) if (!isAnswer(name)) evidence[side].clues.push({ about, place: `${trace.place}${name.startsWith('.') ? name : ` ${name}`}`, value })
    for (const token of new Set(words)) evidence[side].mentions.push({ about, place: trace.place, token })
  }
}

/** What was answered is the sheet itself, and drawn by lot here: no trace of anybody. */
const isAnswer = (name: string) => /\.answers\b/.test(name)

/** Words of the text, ids without hyphens; and of raw bytes every 16 that could be a binary id, where the row is short enough to try. */
function wordsOf ({ text, bytes }: Trace): string[] {
  const words = (text.match(WORD) ?? []).flatMap(word => [plain(word), ...word.split(/[^A-Za-z0-9_-]+/).map(plain)])
  if (bytes === undefined || bytes.length > 4_096) return words
  for (let at = 0; at + 16 <= bytes.length; at++) words.push(plain(bytes.subarray(at, at + 16).toString('hex')))
  return words
}

/** One spelling for one id: no hyphens, and no version or variant nibble, so that an id cut from a hash is known again. */
export function plain (word: string): string {
  const hex = word.replaceAll('-', '').toLowerCase()
  if (!/^[0-9a-f]{32,64}$/.test(hex)) return word
  return `${hex.slice(0, 12)}_${hex.slice(13, 16)}_${hex.slice(17, 32)}`
}

function derived (marker: string): string[] {
  const hash = (input: string | Buffer) => createHash('sha256').update(input).digest()
  const [once, md5] = [hash(marker), createHash('md5').update(marker).digest('hex')]
  return [once.toString('hex'), hash(once).toString('hex'), hash(once.toString('hex')).toString('hex'), md5, createHash('sha1').update(marker).digest('hex')].map(plain)
}
