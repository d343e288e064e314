import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catcherPage } from './catcher-page.ts'
import { pageOf, type Caught } from './caught.ts'

const caught = (number: number, text = 'words'): Caught => ({ number, to: `p${number % 3}@example.org`, subject: 'Survey', text })

describe('caught mail', () => {
  it('When pages are followed to the end, then every message is seen once and in order', () => {
    fc.assert(fc.property(fc.nat(60), fc.integer({ min: 1, max: 20 }), (count, limit) => {
      const messages = Array.from({ length: count }, (_, i) => caught(i + 1))
      const seen: number[] = []
      let after: number | null = 0
      while (after !== null) {
        const page = pageOf(messages, new URLSearchParams({ after: String(after), limit: String(limit) }))
        expect(page.messages.length).toBeLessThanOrEqual(limit)
        seen.push(...page.messages.map(message => message.number))
        after = page.next
      }
      expect(seen).toEqual(messages.map(message => message.number))
    }))
  })

  it('When one recipient is asked for, then nobody else’s message is shown', () => {
    const { messages } = pageOf([caught(1), caught(2), caught(4)], new URLSearchParams({ to: 'p1@example.org' }))
    expect(messages.map(message => message.number)).toEqual([1, 4])
  })

  it('When a message holds markup or a link, then the page shows it as text and as a link', () => {
    const page = catcherPage({ messages: [caught(1, '<script>alert(1)</script> http://127.0.0.1:3001/s/abc?a=1&b="2')], next: null })
    expect(page).not.toContain('<script>')
    expect(page).toContain('&lt;script&gt;')
    expect(page).toContain('<a href="http://127.0.0.1:3001/s/abc?a=1&amp;b=&quot;2">')
  })
})
