// Pages that need a year of a whole organisation to have something to say: looked at with figures made up for it.
import type { EffectReply } from '@weft/contracts/commitments/effect-api'
import type { Receipts } from '@weft/contracts/commitments/receipt-api'
import { openBrowser } from '@weft/testkit/browser'
import type { ComponentChildren } from 'preact'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookAt } from '../../test/look-at.tsx'
import { EffectPage } from './effect/effect.page.tsx'
import { ReceiptsPage } from './receipt/receipts.page.tsx'

const wave = (at: number, title: string, closedOn: string) => ({ waveId: `018f0000-0000-7000-8000-00000000000${at}`, title, closedOn })
const [autumn, spring, next] = [wave(1, 'Autumn 2025', '2025-11-15'), wave(2, 'Spring 2026', '2026-05-15'), wave(3, 'Autumn 2026', '2026-11-15')]

const told: Extract<EffectReply['disciplines'][number]['effect'], { kind: 'told' }> = { kind: 'told', level: 2, kept: { units: 14, change: 0.42 }, others: { units: 17, change: 0.11 }, difference: 0.31, low: 0.12, high: 0.5, equalStart: { difference: 0.27, low: 0.06, high: 0.48 }, drawn: 0.24, findable: 0.3, clear: true }
const effect: EffectReply = {
  rules: { units: 5, keptFrom: 70, size: 0.5, version: 1 }, waves: [next, spring, autumn], before: spring, after: next, quarters: [{ quarter: '2026-07-01', label: 'Q3 2026' }], reason: null,
  disciplines: [
    { discipline: 'KF', effect: told }, { discipline: 'EM', effect: { ...told, difference: -0.1, low: -0.38, high: 0.18, equalStart: null, clear: false } },
    { discipline: 'CI', effect: { kind: 'untold', reason: 'too-few-units', kept: 3, others: 22 } }, { discipline: 'SA', effect: { kind: 'untold', reason: 'too-little-power', kept: 6, others: 6 } }
  ]
}

const followed: Receipts['chapters'][number]['disciplines'][number] = {
  discipline: 'KF', mean: 2.9, score: 48, commitments: [{ quarter: '2026-07-01', label: 'Q3 2026', people: 23, index: 71.4 }], practices: [{ practiceId: '018f0000-0000-7000-8000-0000000000aa', title: 'Ask three customers before the plan', unitName: 'Customer service and claims', on: '2026-06-02' }],
  wins: { shared: 11, here: 1 }, movement: { kind: 'moved', change: 0.3, low: 0.05, high: 0.55 }
}
const receipts: Receipts = {
  unit: { unitId: 'U-1', name: 'Customer service', asked: 'Claims', own: false },
  chapters: [
    { heard: next, until: null, disciplines: [{ ...followed, commitments: [], practices: [], wins: { shared: 0, here: 0 }, movement: { kind: 'not-yet' } }] },
    { heard: spring, until: next, disciplines: [followed, { ...followed, discipline: 'EM', practices: [], movement: { kind: 'not-comparable' } }] }
  ]
}

let browser: Awaited<ReturnType<typeof openBrowser>>
beforeAll(async () => { browser = await openBrowser() })
afterAll(async () => { await browser.close() })

test.each<[string, ComponentChildren, string]>([
  ['effect', <EffectPage roles={['employee', 'program-office']} reply={effect} />, 'What can be told'],
  ['receipts', <ReceiptsPage roles={['employee']} receipts={receipts} />, '23 people here had a commitment on it']
])('When the page of the %s has everything it can have, then it reads well on a phone, in the dark and with double text', async (name, children, says) => {
  const { findings, words } = await lookAt(browser, `commitments-${name}`, children)
  expect(words).toContain(says)
  expect(findings).toEqual([])
})
