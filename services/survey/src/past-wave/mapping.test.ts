import { describe, expect, it } from 'vitest'
import { Refusal } from '@weft/service-kit/refusal'
import { instrumentOf, readMapping } from './mapping.ts'

const today = '2027-03-31'
const aMapping = {
  title: 'Autumn 2024', closedOn: '2024-11-30', organisation: 'Harbour',
  instrument: { instrumentId: 'pulse', version: 1, title: 'Pulse' },
  missing: ['NA', '99'],
  scales: { agree: { min: 1, max: 5 } },
  factors: [{ factorId: 'care', name: 'Care', scale: 'agree', favourableFrom: 4 }, { factorId: 'pace', name: 'Pace', scale: 'agree' }],
  items: [{ column: 'q1', factorId: 'care', text: 'We listen.' }, { column: 'q2', factorId: 'care', reverse: true }, { column: 'q3', itemId: 'pace-1', factorId: 'pace' }],
  unitPath: ['area', 'team']
}
const read = (changes: Record<string, unknown> = {}) => readMapping(JSON.stringify({ ...aMapping, ...changes }), today)
const codesOf = (work: () => unknown): string[] => {
  try {
    work()
  } catch (error) {
    if (error instanceof Refusal) return [error.code, ...error.problems.map(problem => problem.code)]
    throw error
  }
  return []
}

describe('a mapping', () => {
  it('When it fits, then it is the wave\'s instrument, scale and wording with each item', () => {
    expect(instrumentOf(read())).toEqual({
      instrumentId: 'pulse', version: 1, title: 'Pulse', validated: false,
      factors: [{ factorId: 'care', name: 'Care', discipline: null, favourableFrom: 4 }, { factorId: 'pace', name: 'Pace', discipline: null, favourableFrom: null }],
      items: [
        { itemId: 'q1', factorId: 'care', min: 1, max: 5, reverse: false, text: { en: 'We listen.' } },
        { itemId: 'q2', factorId: 'care', min: 1, max: 5, reverse: true, text: {} },
        { itemId: 'pace-1', factorId: 'pace', min: 1, max: 5, reverse: false, text: {} }
      ]
    })
  })

  it('When thresholds are not given, then they are five and ten, and lower ones are refused', () => {
    expect(read().thresholds).toEqual({ score: 5, spread: 10 })
    expect(codesOf(() => read({ thresholds: { score: 4, spread: 10 } }))).toContain('mapping-malformed')
  })

  it('When the file is saved with a byte order mark, then it is read all the same', () => {
    expect(readMapping(`\uFEFF${JSON.stringify(aMapping)}`, today).title).toBe('Autumn 2024')
  })

  it.each<[string, string, Record<string, unknown>]>([
    ['two factors share an id', 'factor-twice', { factors: [...aMapping.factors, aMapping.factors[0]] }],
    ['a factor names no scale of the mapping', 'unknown-scale', { factors: [aMapping.factors[0], { ...aMapping.factors[1], scale: 'other' }] }],
    ['a factor names a scale that only every object has', 'unknown-scale', { factors: [aMapping.factors[0], { ...aMapping.factors[1], scale: 'constructor' }] }],
    ['a cut-off lies outside the scale', 'favourable-outside-scale', { factors: [{ ...aMapping.factors[0], favourableFrom: 6 }, aMapping.factors[1]] }],
    ['a factor has no item', 'factor-without-items', { items: aMapping.items.slice(0, 2) }],
    ['a factor is called like the index', 'reserved-id', { factors: [aMapping.factors[0], { ...aMapping.factors[1], factorId: 'index' }] }],
    ['an item is called like what every object has', 'reserved-id', { items: [...aMapping.items, { column: 'q4', itemId: 'constructor', factorId: 'pace' }] }],
    ['an item names no factor of the mapping', 'unknown-factor', { items: [...aMapping.items, { column: 'q4', factorId: 'other' }] }],
    ['two items share an id', 'item-twice', { items: [...aMapping.items, { column: 'q4', itemId: 'q1', factorId: 'care' }] }],
    ['a column is two items', 'column-twice', { items: [...aMapping.items, { column: 'q1', itemId: 'again', factorId: 'care' }] }],
    ['a unit has two ids', 'unit-twice', { unitIds: [{ path: ['North'], unitId: 'U-1' }, { path: ['North'], unitId: 'U-2' }] }],
    ['two units share an id', 'unit-twice', { unitIds: [{ path: ['North'], unitId: 'U-1' }, { path: ['South'], unitId: 'U-1' }] }],
    ['a column is item and unit', 'column-twice', { unitPath: ['area', 'q1'] }],
    ['a column\'s name is too long for an id', 'item-id-needed', { items: [...aMapping.items, { column: 'q'.repeat(65), factorId: 'care' }] }],
    ['a scale goes down', 'bad-scale', { scales: { agree: { min: 5, max: 1 } } }],
    ['a scale has one point', 'bad-scale', { scales: { agree: { min: 4, max: 4 } } }],
    ['a scale is out of all bounds', 'bad-scale', { scales: { agree: { min: 1, max: 1001 } } }],
    ['a sign for missing answers is an answer', 'missing-within-scale', { missing: ['3'] }],
    ['its spread threshold is the lower one', 'spread-below-score', { thresholds: { score: 20, spread: 10 } }],
    ['it closed in the future', 'closed-in-the-future', { closedOn: '2027-04-01' }],
    ['it has an unknown field', 'mapping-malformed', { keepRawFile: true }],
    ['a number comes as text', 'mapping-malformed', { scales: { agree: { min: '1', max: '5' } } }]
  ])('When %s, then it is refused as %s', (_, code, changes) => {
    const [first, ...all] = codesOf(() => read(changes))
    expect([first, ...all]).toContain(code)
    expect(all.length).toBeGreaterThan(0)
  })

  it.each(['', '{', '[1,', '{"__proto__": {"title": "x"}}'])('When it is %j, then it is refused as not JSON', text => {
    expect(codesOf(() => readMapping(text, today))).toEqual(['mapping-not-json'])
  })
})
