import { readFileSync } from 'node:fs'
import type { TalkKit } from '@weft/contracts/commitments/talk-api'
import { renderPage } from '@weft/service-kit/page/render'
import { openBrowser } from '@weft/testkit/browser'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TalkKitPage } from './talk-kit.page.tsx'

const style = ['../../../../../packages/service-kit/src/page/assets/page.css', '../../assets/door.css', '../../assets/commitments.css'].map(file => readFileSync(new URL(file, import.meta.url), 'utf8')).join('\n')
const letters = (many: number) => 'Everybody who calls gets an answer from somebody who may decide it, on the same day. '.repeat(12).slice(0, many - 1).trimEnd()
const scored = (discipline: string) => ({ discipline, score: 52, change: { points: -4, clear: true } })
const days = { startsOn: '2026-10-01', endsOn: '2026-12-31', reviewFrom: '2026-12-17', bossBy: '2027-01-14', finalOn: '2027-01-28' }
const longest: TalkKit = {
  today: '2026-11-24', team: { unitId: 'U-10', name: letters(200) },
  results: { unitId: 'U-1', name: letters(200), own: false, title: letters(200), closedOn: '2026-09-30', lowest: [scored('EM'), scored('KF')], strength: scored('CC') },
  commitments: { label: 'Q4 2026', figures: { people: 1_200, promised: 1_100, disciplines: ['CI', 'CF', 'KI', 'KF', 'PV', 'EM', 'CC', 'SA'].map(discipline => ({ discipline, people: 640 })) } },
  practices: [1, 2].map(at => ({ title: `${at} ${letters(110)}`, what: letters(600), when: letters(200) })),
  quarter: { label: 'Q4 2026', ...days }, next: { label: 'Q1 2027', ...days }
}
const usual: TalkKit = { ...longest, team: { unitId: 'U-10', name: 'Claims' }, results: { ...longest.results as NonNullable<TalkKit['results']>, unitId: 'U-1', name: 'Company', title: 'Autumn 2026' }, practices: longest.practices.slice(0, 1).map(one => ({ ...one, title: 'Open with a customer', when: 'Weekly team meeting' })) }

let browser: Awaited<ReturnType<typeof openBrowser>>
beforeAll(async () => { browser = await openBrowser() })
afterAll(async () => { await browser.close() })

test.each<[string, TalkKit, string]>([
  ['as long as it can get', longest, 'These are the results of'],
  ['as usual', usual, 'Free to act'],
  ['just not tight', { ...usual, practices: [{ title: letters(110), what: letters(300), when: letters(100) }, { title: letters(60), what: letters(60), when: 'Weekly' }] }, 'Free to act'],
  ['just short enough for lines to write on', { ...usual, practices: [{ title: letters(60), what: letters(240), when: letters(49) }] }, 'Free to act'],
  ['long names and no practice', { ...usual, team: { unitId: 'U-10', name: letters(112) }, results: { ...usual.results as NonNullable<TalkKit['results']>, name: letters(112) }, practices: [] }, 'Free to act'],
  ['nothing yet', { ...longest, team: { unitId: 'U-10', name: 'Claims' }, results: null, commitments: null, practices: [], quarter: null, next: null }, 'Nothing is released yet']
])('When what there is to say is %s, then it prints on one sheet of A4 and nothing is wider than the sheet', async (_, kit, says) => {
  const page = await browser.newPage()
  await page.setContent(renderPage(<html lang='en'><head><style dangerouslySetInnerHTML={{ __html: style }} /></head><body><main><TalkKitPage roles={['manager']} kit={kit} /></main></body></html>))
  expect(await page.innerText('main')).toContain(says)
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1)
  expect(pdf).toMatch(/\/MediaBox \[0 0 59\d(\.\d+)? 84\d(\.\d+)?\]/)
  await page.emulateMedia({ media: 'print' })
  // 182 mm, what the margins leave of A4, at 96 dots an inch.
  await page.setViewportSize({ width: 688, height: 1_017 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(688)
  await page.close()
})

test('When the team is shown, then three questions are asked, and the practice stands by its name', () => {
  const text = renderPage(<TalkKitPage roles={['manager']} kit={{ ...longest, team: { unitId: 'U-10', name: 'Claims' }, results: { ...longest.results as NonNullable<TalkKit['results']>, own: true } }} />)
  expect(text.match(/<ol class="talk-kit-questions">.*?<\/ol>/s)?.[0].match(/<li>/g)).toHaveLength(3)
  expect(text).not.toContain('These are the results of')
  expect(text).toContain('/units/U-1')
})
