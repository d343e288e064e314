import { deeds, type Deed } from './deeds.ts'
import { patternOf, beginningsOf } from './stance.ts'
import { plain } from './text.ts'

/** Something that a text says is done, by which words. */
export type Done = { deed: Deed, phrases: string[] }

type Line = { deed: Deed, pattern: RegExp }
/** By the first two letters of the words a phrase can begin with; '' for those that begin with anything. */
const shelves = new Map<string, Line[]>()
for (const deed of deeds) for (const words of deed.words) for (const beginning of beginningsOf(words)) {
  shelves.set(beginning, [...shelves.get(beginning) ?? [], { deed, pattern: patternOf(words) }])
}

/** What a text says is done, most phrases first. */
export const deedsIn = (text: string): Done[] => {
  const said = plain(text)
  const done = new Map<Deed, Set<string>>()
  for (const { index } of said.matchAll(/ (?=[^ ]{2})/g)) {
    for (const { deed, pattern } of [...shelves.get(said.slice(index + 1, index + 3)) ?? [], ...shelves.get('') ?? []]) {
      pattern.lastIndex = index
      const phrase = pattern.exec(said)?.[0].trim()
      if (phrase) done.set(deed, (done.get(deed) ?? new Set<string>()).add(phrase))
    }
  }
  return [...done].map(([deed, phrases]) => ({ deed, phrases: [...phrases] })).sort((one, other) => other.phrases.length - one.phrases.length)
}
