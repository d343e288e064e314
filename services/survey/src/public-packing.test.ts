import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fixedPage, pageOf, pagesAround } from './public-packing.ts'

test('When a page is packed around any text, then unpacking gives the page, byte for byte', () => {
  const text = fc.string({ unit: 'binary-ascii', size: 'medium' })
  fc.assert(fc.property(text, text, fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 3 }), (before, after, middles) => {
    const around = pagesAround(before, after)
    for (const middle of middles) {
      expect(gunzipSync(around(middle).packed()).toString()).toBe(before + middle + after)
      expect(around(middle).body().toString()).toBe(before + middle + after)
    }
  }))
})

test('When a page is packed whole, then unpacking gives it back', () => {
  for (const page of [pageOf('<p>é</p>'), fixedPage('<p>é</p>')]) expect(gunzipSync(page.packed()).toString()).toBe(page.body().toString())
})
