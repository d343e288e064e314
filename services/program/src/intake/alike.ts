/** How two spellings of one name fit, best first: the same letters; the same words, some of them shortened; some of the words. */
export type Fit = 'same' | 'short' | 'part'
const order: readonly Fit[] = ['same', 'short', 'part']

const letters = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ø', 'o').replaceAll('ß', 'ss').replaceAll('æ', 'ae')
const FILLERS = new Set(['and', 'of', 'the', 'und', 'et', 'y'])

/** Words of a name in any of its spellings: "Svensson, Eva", "eva.svensson@…", "C.-J. Wrede". */
export function wordsOf (name: string): string[] {
  const bare = letters(name.trim().replace(/@.*$/, ''))
  return bare.split(/[^\p{L}\p{N}]+/u).filter(word => word !== '' && !FILLERS.has(word))
}

const sorted = (words: readonly string[]): string => [...words].sort().join(' ')

/** `short` of people is an initial; of units it is the beginning of a word. */
export function fitOf (written: readonly string[], full: readonly string[], kind: 'people' | 'units'): Fit | null {
  if (written.length === 0 || full.length === 0) return null
  if (sorted(written) === sorted(full)) return 'same'
  const left = [...full]
  let whole = 0
  // Whole words first: "M. Meunier" must not spend Meunier on its M.
  for (const word of [...written].sort((a, b) => b.length - a.length)) {
    const place = left.findIndex(other => other === word)
    const short = place >= 0 ? place : left.findIndex(other => isShort(word, other, kind))
    if (short < 0) return null
    if (place >= 0) whole++
    left.splice(short, 1)
  }
  if (whole === 0 && kind === 'people') return null
  return left.length === 0 ? 'short' : 'part'
}

const isShort = (word: string, other: string, kind: 'people' | 'units'): boolean => kind === 'people' ? word.length === 1 && other.startsWith(word) : word.length >= 2 && other.startsWith(word)

export type Named<Id> = { id: Id, name: string }
export type Fitting<Id> = Named<Id> & { fit: Fit }

/** Finds who or what a spelling may mean, best fits first. Looks only at names that share a word, or its beginning. */
export function finderOf<Id> (all: readonly Named<Id>[], kind: 'people' | 'units'): (written: string) => Fitting<Id>[] {
  const byStart = new Map<string, { one: Named<Id>, words: string[] }[]>()
  for (const one of all) {
    const words = wordsOf(one.name)
    for (const start of new Set(words.map(startOf))) byStart.set(start, [...byStart.get(start) ?? [], { one, words }])
  }
  return written => {
    const words = wordsOf(written)
    const longest = [...words].sort((a, b) => b.length - a.length)[0] ?? ''
    const near = byStart.get(startOf(longest)) ?? []
    return near.flatMap(({ one, words: full }) => {
      const fit = fitOf(words, full, kind)
      return fit === null ? [] : [{ ...one, fit }]
    }).sort((a, b) => order.indexOf(a.fit) - order.indexOf(b.fit) || (a.name < b.name ? -1 : 1))
  }
}
const startOf = (word: string): string => word.slice(0, 2)

/** The one that is meant: the only one of the best fit. */
export function onlyBest<Id> (found: readonly Fitting<Id>[]): Fitting<Id> | null {
  const [first, second] = found
  return first === undefined || second?.fit === first.fit ? null : first
}
