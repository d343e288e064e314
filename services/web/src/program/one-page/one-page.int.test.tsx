import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Milestone, PlanReply } from '@weft/contracts/program/plan-api'
import { renderPage } from '@weft/service-kit/page/render'
import { openBrowser } from '@weft/testkit/browser'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { OnePage, spaceOf, type OnePageView } from './one-page.page.tsx'

const style = ['../../../../../packages/service-kit/src/page/assets/page.css', '../../assets/door.css', '../../assets/program.css'].map(file => readFileSync(new URL(file, import.meta.url), 'utf8')).join('\n')
/** Text of so many letters, in words as people use them. */
const letters = (many: number) => 'Everybody who calls gets an answer from somebody who may decide it, on the same day. '.repeat(20).slice(0, many - 1).trimEnd()
const projects = { own: 1_200, merged: 300, all: 1_500 }
const portfolio: OnePageView['portfolio'] = { asOf: '2026-11-24', all: 5_000, inProgram: { ...projects, kept: 1_100, adopted: 100, linked: 900 }, undecided: { own: 500, merged: 0, all: 500 }, retired: { own: 2_000, merged: 0, all: 2_000 }, rejected: { own: 1_000, merged: 0, all: 1_000 }, goesOn: 1_700, missing: { owner: 0, sponsor: 0, customers: 0, goal: 0, any: 0 } }
const deed = { at: '2026-11-24T09:00:00.000Z', by: 'Ana Ruiz' }

function programOf (size: (most: number) => string, milestones: number): OnePageView {
  const one = (place: number): Milestone => ({ milestoneId: randomUUID(), edition: 1, outcomeId: randomUUID(), title: size(200), measure: size(500), target: size(500), priority: null, owner: { personId: `P-${place}`, name: `Alexandra Featherstonehaugh ${place}` }, due: `2027-${String(1 + place % 12).padStart(2, '0')}-15`, needs: [], state: 'open', marks: [], mine: false })
  const plan: PlanReply = { version: 3, state: 'approved', begun: deed, approved: deed, edition: 1, changes: 1, vision: size(500), priorities: [], outcomes: [], milestones: Array.from({ length: milestones }, (_, place) => one(place)), late: [], chain: [], log: [] }
  return {
    roles: ['employee'], portfolio, plan, today: '2026-11-24',
    charter: { version: 2, publishedOn: '2026-11-20', vision: size(600), resources: '', sponsor: { name: 'Ana Ruiz' }, goals: Array.from({ length: 5 }, () => ({ goal: size(300), measure: size(200) })) },
    priorities: { version: 4, publishedOn: '2026-11-22', priorities: Array.from({ length: 3 }, () => ({ priorityId: randomUUID(), title: size(120), why: '', disciplines: [], measure: size(300) })) }
  }
}

let browser: Awaited<ReturnType<typeof openBrowser>>
beforeAll(async () => { browser = await openBrowser() })
afterAll(async () => { await browser.close() })

test.each<[string, OnePageView, ReturnType<typeof spaceOf>]>([
  ['as long as its fields allow', programOf(letters, 300), 'tight'],
  ['a little too much for large letters', programOf(most => letters(Math.min(most, 39)), 8), 'close'],
  ['short', programOf(most => letters(Math.min(most, 21)), 2), 'wide'],
  ['just too much for middling letters', programOf(most => letters(Math.min(most, 48)), 8), 'tight'],
  ['nothing yet', { ...programOf(letters, 0), charter: null, plan: null, priorities: { version: 0, publishedOn: null, priorities: [] } }, 'wide']
])('When what is written is %s, then it prints on one sheet of A4 and nothing is wider than the sheet', async (_, view, space) => {
  expect(spaceOf(view)).toBe(space)
  const page = await browser.newPage()
  await page.setContent(renderPage(<html lang='en'><head><style dangerouslySetInnerHTML={{ __html: style }} /></head><body><main><OnePage {...view} /></main></body></html>))
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1)
  expect(pdf).toMatch(/\/MediaBox \[0 0 59\d(\.\d+)? 84\d(\.\d+)?\]/)
  await page.emulateMedia({ media: 'print' })
  // 182 mm, what the margins leave of A4, at 96 dots an inch.
  await page.setViewportSize({ width: 688, height: 1_017 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(688)
  await page.close()
})
