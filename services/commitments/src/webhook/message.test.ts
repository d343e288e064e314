import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hostList, isAllowedAddress } from './address.ts'
import { bodyFor, messagesOn } from './message.ts'

const quarter = { startsOn: '2026-10-01', endsOn: '2026-12-31', label: 'Q4 2026', reviewFrom: '2026-12-18', bossBy: '2027-01-14', finalOn: '2027-01-28' }
const hosts = hostList('hooks.slack.com, *.webhook.office.com,127.0.0.1:4444')

describe('messages of a quarter', () => {
  test('When reviews begin, then it is said on that day, and a platform that slept a week says nothing late', () => {
    expect(messagesOn('2026-12-18', quarter)).toEqual([{ matter: '2026-10-01:look-back', text: 'Time to look back on Q4 2026: one line for each commitment, ten minutes, until Thursday 31 December.', path: '/commitments/quarter' }])
    expect(messagesOn('2026-12-25', quarter)).toEqual([])
  })

  test('On any day at most two things are said, and over a quarter each of five once it has come', () => {
    const days = Array.from({ length: 140 }, (_, i) => new Date(Date.UTC(2026, 8, 20 + i)).toISOString().slice(0, 10))
    for (const day of days) expect(messagesOn(day, quarter).length).toBeLessThanOrEqual(2)
    expect(new Set(days.flatMap(day => messagesOn(day, quarter).map(({ matter }) => matter))).size).toBe(5)
  })

  test('When it goes to Slack or Teams, then it has their form', () => {
    const [message = { matter: '', text: '', path: '' }] = messagesOn('2026-12-18', quarter)
    expect(bodyFor('slack', message, 'https://w.example')).toEqual({ text: expect.stringContaining('<https://w.example/commitments/quarter|Open Weft>') as string })
    expect(JSON.stringify(bodyFor('teams', message, 'https://w.example'))).toContain('"url":"https://w.example/commitments/quarter"')
  })
})

describe('an address', () => {
  test.each([
    ['https://hooks.slack.com/services/T/B/x', true], ['https://acme.webhook.office.com/webhookb2/x', true], ['http://127.0.0.1:4444/x', true],
    ['http://hooks.slack.com/services/T/B/x', false], ['https://hooks.slack.com.evil.example/x', false], ['https://evil.example/hooks.slack.com', false],
    ['https://127.0.0.1:4445/x', false], ['http://169.254.169.254/latest', false], ['https://me@hooks.slack.com/x', false], ['https://webhook.office.com.evil/x', false], ['file:///etc/passwd', false], ['', false]
  ])('When it is %s, then messages may go there: %s', (address, allowed) => {
    expect(isAllowedAddress(address, hosts)).toBe(allowed)
  })

  test('No address of a host that is not listed is ever allowed', () => {
    fc.assert(fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), address => {
      fc.pre(!/slack\.com|office\.com|127\.0\.0\.1/.test(new URL(address).host))
      expect(isAllowedAddress(address, hosts)).toBe(false)
    }))
  })
})
