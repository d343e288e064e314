import type { Axis } from './axis.ts'
import { axes } from './axes.ts'
import { plain } from './text.ts'

/** What a text says on an axis: which pole (0 or 1), by which words, and how much of the text those words are. */
export type Stance = { axis: Axis, pole: 0 | 1, phrase: string, strength: number }

const before = /(?: (?:no|not|never|without|nobody|none|neither|stop|stops|avoid|avoids|refuse|refuses|hate|hates|dislike|dislikes|don't|doesn't|won't|can't|cannot|isn't|aren't|needn't|hardly|instead of|rather than|fed up with|tired of|sick of|free from|free of|spare them|against|fewer|less|end|ends|scrap|abolish|remove|drop|lack of|lacks|missing)(?: [^ /]+){0,2})$/
const after = /^ ?(?:[^ /]+ ){0,2}(?:puts? (?:them|people|customers|him|her) off|scares? (?:them|people|customers)|annoys?|annoying|bores?|is not wanted|not wanted|unwanted|isn't (?:their|for|wanted)|is not (?:their|for)|are not (?:for|wanted)|off-putting|is a nuisance|disturbs?|gets? on their nerves|is pointless|of no use|are useless|is useless|not needed|isn't needed|unnecessary|makes? them (?:nervous|angry|uneasy))/
const complaint = /\b(too|forced|tied|overwhelm|confus|lost|drown|swamp|bombard|flood|pester|bin|thrown|lectured|patroni[sz]ed|talked into|bossed|unwanted|unasked|unsolicited|intrusive|pushy|nagging|noise|loud|noisy|blaring|strangers|guinea|spied|snooped|leftover|left over|lock-in|being (rung|called|phoned|chased|watched|disturbed|approached|reminded)|spoon)/

/** Words of the lexicon as a pattern: see `Pole`. */
export const patternOf = (words: string): RegExp => new RegExp(` (?:${words
  .replace(/\)s\*/g, ')s?').replace(/([\p{L}'])\*/gu, "$1[\\p{L}'-]*")
  .replace(/ \*(?= |$)/g, ' [^ /]+').replace(/ \.\. /g, '(?: [^ /]+){0,4} ')})(?= )`, 'yu')

type Line = { axis: Axis, pole: 0 | 1, pattern: RegExp }
/** Lines by the first two letters of the words they can begin with, so that a text tries few of some thousand; '' holds those that begin with anything. */
let shelf: Map<string, Line[]> | undefined
const linesByBeginning = (): Map<string, Line[]> => shelf ??= shelve()

const shelve = (): Map<string, Line[]> => {
  const shelves = new Map<string, Line[]>()
  for (const axis of axes) axis.poles.forEach((pole, place) => pole.words.forEach(words => {
    const line = { axis, pole: place as 0 | 1, pattern: patternOf(words) }
    for (const beginning of beginningsOf(words)) shelves.set(beginning, [...shelves.get(beginning) ?? [], line])
  }))
  return shelves
}

/** The first two letters with which a phrase of the lexicon can begin. */
export const beginningsOf = (words: string): string[] => {
  const group = /^\(([^()]*)\)(.?)/.exec(words)
  if (group?.[2] === '*' || words.startsWith('((')) return ['']
  const firsts = group ? group[1]!.split('|') : [words]
  const twos = firsts.map(first => /^[\p{L}\p{N}'-]{2}/u.exec(first)?.[0] ?? '')
  return twos.includes('') || words.startsWith('(') && !group ? [''] : [...new Set(twos)]
}

/**
 * What a text wants on each axis it speaks of. A word of refusal in front of a phrase or behind it turns the phrase round; a pain says what is
 * not wanted, so it turns round as well, unless the phrase is itself a complaint. An axis on which a text says both is left out.
 */
export const stancesOf = (text: string, isPain = false): Stance[] => {
  const said = plain(text)
  const votes = new Map<Axis, Stance[]>()
  for (const { line, at, length } of foundIn(said)) {
    const phrase = said.slice(at, at + length).trim()
    const turned = turns(said, at, length, phrase, isPain)
    const stance: Stance = { axis: line.axis, pole: (turned ? 1 - line.pole : line.pole) as 0 | 1, phrase, strength: phrase.split(' ').length }
    votes.set(line.axis, [...votes.get(line.axis) ?? [], stance])
  }
  return [...votes.values()].flatMap(strongest)
}

type Found = { line: Line, at: number, length: number }
const foundIn = (said: string): Found[] => [...said.matchAll(/ (?=[^ ]{2})/g)].flatMap(({ index: at }) => {
  const shelves = linesByBeginning()
  const lines = [...shelves.get(said.slice(at + 1, at + 3)) ?? [], ...shelves.get('') ?? []]
  return lines.flatMap(line => {
    line.pattern.lastIndex = at
    const found = line.pattern.exec(said)
    return found ? [{ line, at, length: found[0].length }] : []
  })
})

const turns = (said: string, at: number, length: number, phrase: string, isPain: boolean): boolean => {
  const refusedBefore = before.test(said.slice(0, at)) && !said.slice(0, at).endsWith('/')
  const refusedAfter = after.test(said.slice(at + length))
  return (refusedBefore !== refusedAfter) !== (isPain && !complaint.test(phrase))
}

const strongest = (stances: Stance[]): Stance[] => {
  const best = stances.reduce((one, other) => other.strength > one.strength ? other : one)
  const against = Math.max(0, ...stances.filter(({ pole }) => pole !== best.pole).map(({ strength }) => strength))
  return against >= best.strength ? [] : [best]
}
