import type { ScoreValue } from '@weft/contracts/scoring/events'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withoutFormula } from '@weft/service-kit/csv-line'
import { csvHead, csvLine } from './csv.ts'

const shown: ScoreValue = {
  kind: 'shown', n: 42, mean: -1.25, score: 43.75,
  interval: { kind: 'shown', low: -1.5, high: -1, standardError: 0.12, degreesOfFreedom: 41, spread: 'own' }, favourable: { kind: 'bounded', atMost: 10 }
}
const row = (value: ScoreValue, unitName = 'Claims') => csvLine({ unitId: 'U-1', unitName, parentId: null, factorId: 'CI', value }, 'Know customers now')

/** Reads RFC 4180 back, character by character. */
function fieldsOf (text: string): string[] {
  const fields = ['']
  let inQuotes = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string
    if (inQuotes && character === '"' && text[at + 1] === '"') fields[fields.length - 1] += text[++at] as string
    else if (character === '"') inQuotes = !inQuotes
    else if (!inQuotes && character === ',') fields.push('')
    else if (!inQuotes && character === '\r' && text[at + 1] === '\n' && at === text.length - 2) break
    else fields[fields.length - 1] += character
  }
  return fields
}

describe('a line of the file', () => {
  test('When a score is shown, then every figure stands in its column, and a number below zero stays a number', () => {
    expect(fieldsOf(row(shown))).toEqual(['U-1', 'Claims', '', 'CI', 'Know customers now', 'shown', '42', '-1.25', '43.75', '-1.5', '-1', '0.12', '41', 'own', 'at most 10'])
  })
  test('When a score is hidden, then the line says so and nothing else', () => {
    expect(row({ kind: 'hidden' })).toBe('U-1,Claims,,CI,Know customers now,hidden,,,,,,,,,\r\n')
  })
  test('When any name is written, then a reader of RFC 4180 gets it back, with as many fields as the head has', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', ' ', '=', '-', "'", 'a', 'ü', '😀'), minLength: 1 }), name => {
      const fields = fieldsOf(row(shown, name))
      expect(fields).toHaveLength(fieldsOf(csvHead()).length)
      expect(fields[1]).toBe(withoutFormula(name))
    }))
  })
})

describe('a cell that a spreadsheet would run', () => {
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '＝1', '＋1', '－1', '＠x'])('When a name is %j, then it becomes plain text', name => {
    expect(withoutFormula(name)).toBe(`'${name}`)
  })
  test('When a name is harmless, then it stays as it is', () => {
    expect(withoutFormula('R&D - East = best')).toBe('R&D - East = best')
  })
})
