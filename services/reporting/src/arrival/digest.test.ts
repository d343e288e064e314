import { hashOf } from '@weft/service-kit/checksum'
import { releaseOf } from '@weft/testkit/release'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { digest } from './digest.ts'

test('When scores are taken in page by page, then the digest is the hash of the whole list', () => {
  const { scores } = releaseOf({ hidden: ['U-10'] })
  fc.assert(fc.property(fc.array(fc.nat(scores.length)), cuts => {
    const sum = digest()
    const ends = [...cuts.sort((a, b) => a - b), scores.length]
    ends.forEach((end, at) => { sum.add(scores.slice(ends[at - 1] ?? 0, end)) })
    expect(sum.hex()).toBe(hashOf(scores))
  }))
  expect(digest().hex()).toBe(hashOf([]))
})
