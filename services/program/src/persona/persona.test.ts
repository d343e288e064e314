import { expect, test } from 'vitest'
import { checkPublication, clashesIn, isChanged, withTaken, withTexts, type Composed, type Saying } from './persona.ts'

const saying = (viewId: string, text: string): Saying => ({ viewId, unitId: `u-${viewId}`, unitName: viewId, version: 2, field: 'needs', text })
const pick = (viewId: string, text: string) => ({ viewId, field: 'needs' as const, text })
const ids = () => { let n = 0; return () => `id${++n}` }
const empty = { version: 0, summary: '', statements: [] }

test('When two departments say the same words, then it is one statement that came from both', () => {
  const draft = withTaken(empty, [pick('a', 'Quick answers'), pick('b', 'quick answers')], [saying('a', 'Quick answers'), saying('b', 'quick answers')], ids())
  expect(draft.statements.map(({ text, from }) => [text, from.map(({ viewId, version }) => [viewId, version])])).toEqual([['Quick answers', [['a', 2], ['b', 2]]]])
})

test('When a view no longer says what is taken, then it is refused', () => {
  expect(() => withTaken(empty, [pick('a', 'Old words')], [saying('a', 'New words')], ids())).toThrow(expect.objectContaining({ code: 'view-changed-meanwhile' }))
})

test('When a statement is edited, then it keeps where it came from; one left out is gone, a new one came from nobody', () => {
  const from = [{ viewId: 'a', unitId: 'u', version: 1, text: 'Quick answers' }]
  const draft = { version: 1, summary: '', statements: [{ id: 'x', field: 'needs' as const, text: 'Quick answers', from }, { id: 'y', field: 'pains' as const, text: 'Forms', from }] }
  const next = withTexts(draft, { draftVersion: 1, summary: ' Busy ', statements: [{ id: 'x', field: 'pains', text: 'An answer the same day' }, { id: null, field: 'goals', text: 'A home' }] }, ids())
  expect(next).toEqual({ summary: 'Busy', statements: [{ id: 'x', field: 'needs', text: 'An answer the same day', from }, { id: 'id1', field: 'goals', text: 'A home', from: [] }] })
})

const both: Composed[] = [
  { id: 'x', field: 'needs', text: 'Calls', from: [{ viewId: 'a', unitId: 'u', version: 1, text: 'calls' }] },
  { id: 'y', field: 'needs', text: 'No calls', from: [{ viewId: 'b', unitId: 'u', version: 1, text: 'no calls' }] }
]
const contradiction = (verdict: string | null) => [{ viewA: 'a', textA: 'calls', viewB: 'b', textB: 'no calls', verdict }]

test.each([[null, true], ['first-holds', true], ['second-holds', true], ['split', false], ['no-contradiction', false]])('When a persona says both sides of a contradiction decided as %s, then it is refused: %s', (verdict, refused) => {
  expect(clashesIn(both, contradiction(verdict))).toEqual(refused ? [{ first: 'Calls', second: 'No calls' }] : [])
  const publish = () => { checkPublication({ statements: both }, contradiction(verdict)) }
  if (refused) expect(publish).toThrow(expect.objectContaining({ code: 'both-sides' }))
  else expect(publish).not.toThrow()
})

test('When a department changed its words, then the statement taken from them says so', () => {
  const [one] = both
  if (one === undefined) throw new Error('there is one')
  expect([isChanged(one, [saying('a', 'calls')]), isChanged(one, [saying('a', 'letters')])]).toEqual([false, true])
})
