import { INDEX } from '@weft/contracts/scoring/events'
import { instrument as instrumentShape, scale as scaleShape, type Instrument } from '@weft/contracts/survey/instrument'
import { pastWaveMapping, type PastWaveMapping } from '@weft/contracts/survey/mapping'
import { sourceId } from '@weft/contracts/vocabulary'
import { type Problem, Refusal } from '@weft/service-kit/refusal'
import { sentenceOf } from '@weft/service-kit/sentence'

type Finding = Problem | undefined
type Scale = PastWaveMapping['scales'][string]

/**
 * Reads a mapping and checks everything that can be checked without the file of answers. `today` is YYYY-MM-DD.
 * Refuses with `mapping-not-json`, `mapping-malformed`, or the code of its first problem, and lists up to 100 of them.
 */
export function readMapping (text: string, today: string): PastWaveMapping {
  const parsed = pastWaveMapping.safeParse(parseJson(text))
  if (!parsed.success) {
    const problems = parsed.error.issues.map(issue => ({ at: placeOf(issue.path), code: 'mapping-malformed', sentence: sentenceOf(issue) }))
    throw new Refusal('invalid', 'mapping-malformed', 'The mapping does not have the shape that is asked for.', problems.slice(0, 100))
  }
  const mapping = parsed.data
  refuse([
    ...scaleProblems(mapping), ...factorProblems(mapping), ...itemProblems(mapping), ...columnProblems(mapping), ...unitIdProblems(mapping),
    mapping.thresholds.spread < mapping.thresholds.score
      ? { at: 'mapping thresholds', code: 'spread-below-score', sentence: 'A spread says more about single people than a score: its threshold cannot be the lower one.' }
      : undefined,
    mapping.closedOn > today
      ? { at: 'mapping closedOn', code: 'closed-in-the-future', sentence: 'A past wave has closed already: its day lies in the future.' }
      : undefined
  ])
  return mapping
}

/** The instrument that a mapping describes. Past items may have no wording. */
export function instrumentOf ({ instrument, factors, items, scales, language }: PastWaveMapping): Instrument {
  const scaleOf = new Map(factors.map(factor => [factor.factorId, scales[factor.scale] as Scale]))
  return instrumentShape.parse({
    ...instrument,
    validated: false,
    factors: factors.map(({ factorId, name, discipline, favourableFrom }) => ({ factorId, name, discipline, favourableFrom })),
    items: items.map(item => ({
      itemId: item.itemId ?? item.column, factorId: item.factorId, ...scaleOf.get(item.factorId) as Scale,
      reverse: item.reverse, text: item.text === undefined ? {} : { [language]: item.text }
    }))
  })
}

function parseJson (text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''), (key, value: unknown) => {
      if (key === '__proto__') throw new SyntaxError('__proto__ is no name')
      return value
    })
  } catch {
    throw new Refusal('invalid', 'mapping-not-json', 'The mapping cannot be read as JSON.')
  }
}

function refuse (findings: readonly Finding[]): void {
  const problems = findings.filter(finding => finding !== undefined)
  const [first] = problems
  if (first === undefined) return
  throw new Refusal('invalid', first.code, `The mapping cannot be used: ${first.sentence}`, problems.slice(0, 100))
}

function scaleProblems ({ scales, missing }: PastWaveMapping): Finding[] {
  return Object.entries(scales).flatMap(([name, scale]) => {
    const at = `mapping scales ${name}`
    const marker = missing.find(text => /^-?\d{1,4}$/.test(text.trim()) && Number(text) >= scale.min && Number(text) <= scale.max)
    return [
      scaleShape.safeParse(scale).success && scale.min < scale.max
        ? undefined
        : { at, code: 'bad-scale', sentence: 'A scale goes from min up to a larger max, both between -1000 and 1000.' },
      marker === undefined
        ? undefined
        : { at, code: 'missing-within-scale', sentence: `"${marker}" cannot stand for a missing answer: it is an answer on this scale.` }
    ]
  })
}

function factorProblems ({ factors, scales, items }: PastWaveMapping): Finding[] {
  const measured = new Set(items.map(item => item.factorId))
  return [
    ...repeated('mapping factors', 'factor-twice', factors.map(factor => factor.factorId)),
    ...factors.flatMap(({ factorId, scale, favourableFrom }): Finding[] => {
      const at = `mapping factors ${factorId}`
      const range = Object.hasOwn(scales, scale) ? scales[scale] : undefined
      return [
        reserved(at, factorId),
        range === undefined ? { at, code: 'unknown-scale', sentence: `There is no scale "${scale}" in the mapping.` } : undefined,
        range !== undefined && favourableFrom !== null && (favourableFrom < range.min || favourableFrom > range.max)
          ? { at, code: 'favourable-outside-scale', sentence: `favourableFrom lies outside ${range.min} to ${range.max}.` }
          : undefined,
        measured.has(factorId) ? undefined : { at, code: 'factor-without-items', sentence: 'No item measures this factor.' }
      ]
    })
  ]
}

function itemProblems ({ items, factors }: PastWaveMapping): Finding[] {
  const known = new Set(factors.map(factor => factor.factorId))
  return [
    ...repeated('mapping items', 'item-twice', items.map(item => item.itemId ?? item.column)),
    ...items.flatMap(({ column, itemId = column, factorId }): Finding[] => {
      const at = `mapping items ${column}`
      return [
        reserved(at, itemId),
        sourceId.safeParse(itemId).success ? undefined : { at, code: 'item-id-needed', sentence: 'This column\'s name cannot be an item\'s id: give it an itemId of at most 64 characters.' },
        known.has(factorId) ? undefined : { at, code: 'unknown-factor', sentence: `There is no factor "${factorId}" in the mapping.` }
      ]
    })
  ]
}

function columnProblems ({ items, unitPath }: PastWaveMapping): Finding[] {
  return repeated('mapping columns', 'column-twice', [...items.map(item => item.column), ...unitPath])
}

function unitIdProblems ({ unitIds }: PastWaveMapping): Finding[] {
  return [
    ...repeated('mapping unitIds', 'unit-twice', unitIds.map(({ unitId }) => unitId)),
    ...repeated('mapping unitIds', 'unit-twice', unitIds.map(({ path }) => JSON.stringify(path)))
  ]
}

function repeated (at: string, code: string, names: readonly string[]): Problem[] {
  const seen = new Set<string>()
  const twice = new Set(names.filter(name => seen.size === seen.add(name).size))
  return [...twice].map(name => ({ at: `${at} ${name}`, code, sentence: `"${name}" is named more than once.` }))
}

// The index is released under its own id, and every JavaScript object has some names already.
function reserved (at: string, id: string): Finding {
  if (id !== INDEX && !(id in {})) return undefined
  return { at, code: 'reserved-id', sentence: `"${id}" has a meaning of its own and cannot be an id.` }
}

const placeOf = (path: readonly PropertyKey[]) => ['mapping', ...path.map(String)].join(' ')
