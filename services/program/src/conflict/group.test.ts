import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { groupsOf, pairKey, type Looked, type PairFindings } from './group.ts'
import { reconcile, type Found, type Known } from './reconcile.ts'

const view = (viewId: string, ...needs: string[]): Looked => ({ viewId, unitId: viewId, unitName: viewId, version: 1, statements: needs.map(text => ({ field: 'needs' as const, text })) })
const need = (text: string) => ({ field: 'needs' as const, text })
const link = (a: string, b: string) => ({ a: need(a), b: need(b), reason: 'because' })
const pairs = (...given: [string, string, PairFindings][]) => new Map(given.map(([one, other, findings]) => [pairKey(one, other), findings]))

describe('what all views of a segment say', () => {
  test('When a statement matches through a third view, then it is one thing said by all three', () => {
    const found = groupsOf([view('a', 'fast'), view('b', 'quick'), view('c', 'swift')], pairs(
      ['a', 'b', { matches: [link('fast', 'quick')], contradictions: [] }], ['b', 'c', { matches: [link('quick', 'swift')], contradictions: [] }], ['a', 'c', { matches: [], contradictions: [] }]))
    expect(found.byAll.map(({ said }) => said.map(({ text }) => text))).toEqual([['fast', 'quick', 'swift']])
    expect([found.bySome, found.byOne, found.disputed]).toEqual([[], [], []])
  })

  test('When somebody is contradicted and nobody agrees, then that is disputed and not named by one only', () => {
    const found = groupsOf([view('a', 'calls', 'peace'), view('b', 'no calls')], pairs(['a', 'b', { matches: [], contradictions: [link('calls', 'no calls')] }]))
    expect([found.contradictions, found.disputed.length, found.byOne.map(({ said }) => said[0]?.text)]).toEqual([1, 2, ['peace']])
  })

  test('When there is one view, then everything is named by one only, and nothing is said by all', () => {
    const found = groupsOf([view('a', 'fast', 'cheap')], new Map())
    expect([found.byOne.length, found.byAll.length]).toEqual([2, 0])
  })

  test('Whatever is found, each statement stands in exactly one group', () => {
    const words = fc.uniqueArray(fc.constantFrom('v', 'w', 'x', 'y', 'z'), { minLength: 1 })
    fc.assert(fc.property(fc.array(words, { minLength: 1, maxLength: 5 }), fc.infiniteStream(fc.boolean()), (given, coins) => {
      const views = given.map((needs, place) => view(`v${place}`, ...needs))
      const found = new Map<string, PairFindings>()
      for (const [place, a] of views.entries()) for (const b of views.slice(place + 1)) {
        const links = a.statements.flatMap(one => b.statements.map(other => ({ a: one, b: other, reason: '' }))).filter(() => coins.next().value === true)
        found.set(pairKey(a.viewId, b.viewId), { matches: links.filter(({ a: x, b: y }) => x.text <= y.text), contradictions: links.filter(({ a: x, b: y }) => x.text > y.text) })
      }
      const { statements, byAll, bySome, byOne, disputed } = groupsOf(views, found)
      const said = [byAll, bySome, byOne, disputed].flat().flatMap(group => group.said.map(({ viewId, text }) => `${viewId} ${text}`))
      expect(said.length).toBe(statements)
      expect(new Set(said).size).toBe(views.reduce((sum, one) => sum + one.statements.length, 0))
    }))
  })
})

const found = (a: string, b: string): Found => ({ viewA: 'v1', viewB: 'v2', ...link(a, b) })
const known = (conflictId: string, a: string, b: string, state: Known['state'] = 'open'): Known => ({ ...found(a, b), conflictId, state })

describe('the queue of contradictions', () => {
  test.each([
    ['both texts stand as they were', [known('c', 'x', 'y', 'decided')], [found('x', 'y')], { add: 0, reopen: [], gone: [], same: ['c'] }],
    ['one text changed and still contradicts', [known('c', 'x', 'y', 'decided')], [found('x2', 'y')], { add: 0, reopen: ['c'], gone: [], same: [] }],
    ['one text is gone', [known('c', 'x', 'y', 'decided')], [], { add: 0, reopen: [], gone: ['c'], same: [] }],
    ['both texts stand again', [known('c', 'x', 'y', 'gone')], [found('x', 'y')], { add: 0, reopen: ['c'], gone: [], same: [] }],
    ['another pair of texts contradicts', [known('c', 'x', 'y', 'decided')], [found('x', 'y'), found('p', 'q')], { add: 1, reopen: [], gone: [], same: ['c'] }],
    ['what was gone stays so', [known('c', 'x', 'y', 'gone')], [found('p', 'q')], { add: 1, reopen: [], gone: [], same: [] }]
  ])('When %s, then that is what becomes of it', (_case, before, now, expected) => {
    const { add, reopen, gone, same } = reconcile(before, now)
    expect({ add: add.length, reopen: reopen.map(({ conflictId }) => conflictId), gone, same }).toEqual(expected)
  })

  test('Whatever was known and is found, nothing is dropped: every contradiction of before and of now is accounted for once', () => {
    const text = fc.constantFrom('p', 'q', 'r', 's')
    const pair = fc.tuple(fc.constantFrom('v1', 'v3'), text, text)
    const list = fc.uniqueArray(pair, { selector: one => one.join(' ') })
    fc.assert(fc.property(list, list, fc.infiniteStream(fc.constantFrom<Known['state'][]>('open', 'decided', 'gone')), (before, now, states) => {
      const old = before.map(([viewA, a, b], place): Known => ({ ...found(a, b), viewA, viewB: 'v9', conflictId: `c${place}`, state: states.next().value as Known['state'] }))
      const fresh = now.map(([viewA, a, b]): Found => ({ ...found(a, b), viewA, viewB: 'v9' }))
      const { add, reopen, gone, same } = reconcile(old, fresh)
      expect(add.length + reopen.length + same.length).toBe(fresh.length)
      const named = [...reopen.map(({ conflictId }) => conflictId), ...gone, ...same]
      expect(new Set(named).size).toBe(named.length)
      expect(old.filter(({ conflictId, state }) => state !== 'gone' && !named.includes(conflictId))).toEqual([])
    }))
  })
})
