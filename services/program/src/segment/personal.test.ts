import { expect, test } from 'vitest'
import { checkQuote } from './personal.ts'

test.each(['Write to me at eva.b@example.org', 'Call me on 030 / 555 12 34', 'My policy 12345678 was lost'])('When a quote says “%s”, then it is refused as personal', quote => {
  expect(() => { checkQuote(quote) }).toThrow(expect.objectContaining({ code: 'personal-data' }))
})

test.each(['I waited 45 minutes on the 3rd of May 2026', 'Your form has 12 pages', 'Nobody told me @ the counter'])('When a quote says “%s”, then it may stay', quote => {
  expect(() => { checkQuote(quote) }).not.toThrow()
})
