import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addSums, byCodePoint, canonical, hashOf, sumOfHashes } from './checksum.ts'

const zero = '0'.repeat(64)
const hex64 = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(bytes => Buffer.from(bytes).toString('hex'))
const json = fc.jsonValue({ stringUnit: 'binary' })

describe('canonical', () => {
  test('When keys come in another order, then the text is the same', () => {
    expect(canonical({ b: 1, a: { d: null, c: [true, 'x'] } })).toBe('{"a":{"c":[true,"x"],"d":null},"b":1}')
  })

  test('When keys lie beyond the basic plane, then they stand by code point and not by code unit', () => {
    expect(canonical({ '\u{1F600}': 1, '\uFF01': 2 })).toBe('{"\uFF01":2,"\u{1F600}":1}')
    expect(byCodePoint('a', 'ab')).toBeLessThan(0)
  })

  test('When a key is __proto__, then it is kept', () => {
    expect(canonical(JSON.parse('{"__proto__":1}'))).toBe('{"__proto__":1}')
  })

  test.each([undefined, NaN, Infinity, { a: undefined }, [undefined], new Array(1), () => 1, 1n, new Date(0)])(
    'When something is not JSON (%s), then it is refused instead of dropped', value => {
      expect(() => canonical(value)).toThrow(TypeError)
    })

  test('When any JSON value is read back from its text, then it has the same text and the same meaning', () => {
    fc.assert(fc.property(json, value => {
      const text = canonical(value)
      expect(canonical(JSON.parse(text))).toBe(text)
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
    }))
  })
})

describe('sums of hashes', () => {
  test('When nothing is summed, then the sum is zero', () => {
    expect(sumOfHashes([])).toBe(zero)
  })

  test('When one value is summed, then the sum is its SHA-256', () => {
    expect(sumOfHashes([{ b: 2, a: 1 }])).toBe(createHash('sha256').update('{"a":1,"b":2}').digest('hex'))
    expect(hashOf('ü')).toBe(createHash('sha256').update('"ü"').digest('hex'))
  })

  test('When a value comes twice, then it counts twice', () => {
    expect(sumOfHashes(['a', 'a'])).not.toBe(zero)
    expect(sumOfHashes(['a', 'a'])).toBe(addSums(hashOf('a'), hashOf('a')))
  })

  test('When a sum passes 2^256, then it starts over', () => {
    expect(addSums('f'.repeat(64), `${'0'.repeat(63)}1`)).toBe(zero)
  })

  test('When sums are added in any order and grouping, then the result is the same', () => {
    fc.assert(fc.property(hex64, hex64, hex64, (a, b, c) => {
      expect(addSums(a, b)).toBe(addSums(b, a))
      expect(addSums(addSums(a, b), c)).toBe(addSums(a, addSums(b, c)))
      expect(addSums(a, zero)).toBe(a)
    }))
  })

  test('When values are split in two and shuffled, then the parts add up to the whole', () => {
    const split = fc.array(json, { maxLength: 20 }).chain(values => fc.tuple(
      fc.constant(values), fc.shuffledSubarray(values, { minLength: values.length }), fc.nat(values.length)))
    fc.assert(fc.property(split, ([values, shuffled, at]) => {
      expect(addSums(sumOfHashes(shuffled.slice(0, at)), sumOfHashes(shuffled.slice(at)))).toBe(sumOfHashes(values))
    }))
  })

  test('When something else than a sum is added, then it is refused', () => {
    expect(() => addSums('12', zero)).toThrow(TypeError)
  })
})
