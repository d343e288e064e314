import { expect, test } from 'vitest'
import { effectInWords } from './words.ts'

const rules = { units: 5, keptFrom: 70, size: 0.5, version: 1 }
const told = { kind: 'told' as const, level: 2, kept: { units: 8, change: 0.4 }, others: { units: 10, change: 0.1 }, difference: 0.3, low: 0.1, high: 0.5, equalStart: null, drawn: null, findable: 0.3, clear: true }
test.each([
  [told, 'Where commitments were kept, it moved more than elsewhere: +0.3 (95 % interval +0.1 to +0.5).'],
  [{ ...told, difference: -0.3, low: -0.5, high: -0.1 }, 'Where commitments were kept, it moved less than elsewhere: −0.3 (95 % interval −0.5 to −0.1).'],
  [{ ...told, low: -0.1, clear: false }, 'No difference can be told: +0.3 (95 % interval −0.1 to +0.5).'],
  [{ ...told, clear: false }, 'It moved more where commitments were kept, +0.3 (95 % interval +0.1 to +0.5), but not clearly so once units of the same start are compared or all disciplines are taken together.'],
  [{ kind: 'untold' as const, reason: 'too-few-units' as const, kept: 1, others: 7 }, 'Too few units: 1 unit kept their commitments on it and can be shown in both waves, 7 units had none. At least 5 on each side are needed.']
])('When the effect is %j, then it reads so', (effect, sentence) => {
  expect(effectInWords(effect, rules)).toBe(sentence)
})
