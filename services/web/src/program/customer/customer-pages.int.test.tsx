import type { ComparisonReply, Said } from '@weft/contracts/program/conflict-api'
import type { PersonaDraftReply } from '@weft/contracts/program/persona-api'
import type { SegmentReply } from '@weft/contracts/program/segment-api'
import { openBrowser } from '@weft/testkit/browser'
import { databaseOf } from '@weft/testkit/database'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Browser, openDoorWorld } from '../../../test/door-world.ts'
import { lookAt } from '../../../test/look-at.tsx'
import { sampleScript } from '../../../test/sample-answers.ts'
import { PersonaPage } from './persona.page.tsx'
import { draftFrom } from './persona.route.tsx'
import { SegmentPage } from './segment.page.tsx'

const id = (at: number) => `018f0000-0000-7000-8000-0000000000${String(at).padStart(2, '0')}`
const car = 'A replacement car until the own one is back'
const said = (at: number, unitName: string, text = car): Said => ({ viewId: id(at), unitId: `U-${at}`, unitName, field: 'needs', text })
const units = ['Customer service', 'Motor claims', 'Digital help']
const segment: SegmentReply = {
  segmentId: id(1), name: 'Families with one car', description: 'Two adults, children, one car that has to work every morning.', customers: 'external', state: 'active', version: 1, personaVersion: 1, voice: { personId: 'P-1', name: 'Aiko Singh' },
  may: { change: true, speak: true, see: true, write: true }, personas: [{ version: 1, publishedOn: '2026-11-02', by: 'Aiko Singh' }],
  persona: { version: 1, summary: 'They plan by the month, and the car decides the day.', publishedOn: '2026-11-02', by: 'Aiko Singh', openConflicts: 0, statements: [{ id: id(2), field: 'needs', text: car, from: [{ viewId: id(11), version: 1, unitId: 'U-11', unitName: 'Motor claims', text: car }], changed: false }] },
  views: units.map((unitName, at) => ({ viewId: id(10 + at), unitId: `U-${10 + at}`, unitName, called: 'Families', version: 1, writtenOn: '2026-11-02', yours: at === 0, content: { needs: [car, 'One person who knows the case'], pains: ['Letters nobody understands'], goals: ['To be at work and school on time'], life: 'Two jobs, school runs, no second car.', contribution: 'We keep the car on the road.' } })),
  divergence: { views: 3, statements: 2, byAll: [{ field: 'needs', said: [said(10, 'Customer service'), said(11, 'Motor claims'), said(12, 'Digital help', 'Another car meanwhile')] }], bySome: [], byOne: [], disputed: [], contradictions: 0, compared: true, on: '2026-11-02' },
  conflicts: [], opportunities: [], words: [], wordsInAll: 0
}
const draft: PersonaDraftReply = {
  segmentId: id(1), segmentName: 'Families with one car', draftVersion: 2, viewsVersion: 3, summary: '', publishedVersion: 1, openConflicts: 0, clashes: [],
  statements: segment.persona?.statements ?? [], offered: [{ viewId: id(11), unitId: 'U-11', unitName: 'Motor claims', field: 'pains', text: 'Waiting for the assessor', taken: false }]
}

let browser: Awaited<ReturnType<typeof openBrowser>>
beforeAll(async () => { browser = await openBrowser() })
afterAll(async () => { await browser.close() })

test('When three departments describe a segment, then what they say alike stands once with all who say it, and nothing is wider than a phone', async () => {
  const { findings, words } = await lookAt(browser, 'program-segment', <SegmentPage roles={['program-office']} segment={segment} done={null} problem={null} words={{ quote: '', source: '', month: '' }} />)
  expect(words).toContain(`${car} Customer service and Motor claims · Another car meanwhile Digital help`)
  expect(findings).toEqual([])
})

test('When a persona is composed, then a long statement can be read whole on a phone', async () => {
  const { findings } = await lookAt(browser, 'program-persona', <PersonaPage roles={['program-office']} draft={draft} typed={{}} problem={null} done={null} />)
  expect(findings).toEqual([])
})

test('When a statement was broken into lines to be read, then it is sent as one; what is told of life keeps its lines', () => {
  const life = { id: id(3), field: 'life' as const, text: 'Two jobs', from: [], changed: false }
  const form = { draftVersion: '2', summary: '', [`text-${id(2)}`]: 'A replacement car \r\nuntil the own one is back', [`text-${id(3)}`]: 'Two jobs\r\nNo second car' }
  expect(draftFrom(form, { ...draft, statements: [...draft.statements, life] }).statements.map(({ text }) => text)).toEqual([car, 'Two jobs\nNo second car'])
})

test('When two views are to be compared and none is chosen, then it opens on the first two; with one view, or one beside itself, it asks for two', async () => {
  const database = await databaseOf('web')
  let shown: SegmentReply = segment
  const [first, second] = [{ viewId: id(10), unitName: 'Customer service', version: 1 }, { viewId: id(11), unitName: 'Motor claims', version: 1 }]
  const comparison: ComparisonReply = { segmentId: id(1), segmentName: segment.name, first, second, compared: true, contradictions: [], matches: [], onlyFirst: [], onlySecond: [] }
  const world = await openDoorWorld({ appUrl: database.appUrl, ownerUrl: database.ownerUrl, script: { ...sampleScript(), 'GET /program/segments/:segmentId': () => shown, 'GET /program/segments/:segmentId/comparison': () => comparison } })
  try {
    const visitor = new Browser()
    await visitor.signIn(world.origin, 'office@localhost')
    const open = async (query = '') => {
      const reply = await visitor.go(`${world.origin}/program/customers/${id(1)}/compare${query}`)
      return { status: reply.status, html: await reply.text() }
    }
    expect((await open()).html).toContain('They contradict (0)')
    expect(world.heard.at(-1)?.url).toBe(`/program/segments/${id(1)}/comparison?first=${id(10)}&second=${id(11)}`)
    expect((await open(`?first=${id(11)}&second=${id(11)}`)).html).toContain('Choose two different departments.')
    shown = { ...segment, views: (segment.views ?? []).slice(0, 1) }
    expect((await open()).html).toContain('Choose two different departments.')
    expect((await open('?first=nobody')).status).toBe(404)
  } finally {
    await world.stop()
    await database.drop()
  }
})
