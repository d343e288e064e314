import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shippedWordMap } from '../meaning/word-map.store.ts'
import { divergenceOf as laid } from './divergence.ts'
import { statementsOf, type View } from './view.ts'

const divergenceOf = (a: View, b: View) => laid(a, b, shippedWordMap())
const view = (said: Partial<View>): View => ({ department: 'one', needs: [], pains: [], goals: [], life: '', contribution: '', ...said })

describe('two views side by side', () => {
  it('contradict where they stand at opposite ends of a question, and say which', () => {
    const found = divergenceOf(view({ needs: ['Somebody at the counter who knows them'] }), view({ needs: ['Self-service at a kiosk, no queue'] }))
    expect(found.contradicts).toBe(true)
    expect(found.contradictions).toEqual([expect.objectContaining({ a: 'needs.0', b: 'needs.0', why: expect.stringContaining('a person or a machine') as string })])
  })

  it('contradict where one names as a need what the other names as a pain', () => {
    expect(divergenceOf(view({ needs: ['A printed invoice'] }), view({ pains: ['Paper invoices that pile up'] })).contradicts).toBe(true)
  })

  it('do not contradict because one of them says no', () => {
    const found = divergenceOf(view({ needs: ['An answer at once'] }), view({ needs: ['No waiting for an answer'] }))
    expect(found.contradicts).toBe(false)
    expect(found.matches).toHaveLength(1)
  })

  it('do not contradict in different things', () => {
    expect(divergenceOf(view({ needs: ['Delivery in the evening'] }), view({ needs: ['Invoices early in the month'] })).contradicts).toBe(false)
  })
})

const word = fc.constantFrom('parcel', 'letter', 'never', 'online', 'cheap', 'extra', 'call', 'quiet', 'in', 'the', 'evening', 'order', '7:12', 'ä', '*')
const statement = fc.array(word, { minLength: 1, maxLength: 6 }).map(words => words.join(' '))
const some = fc.array(statement, { maxLength: 4 })
const anyView = fc.record({ needs: some, pains: some, goals: some }).map(view)

it('puts every statement of both views in exactly one list, and says the same with the views exchanged', () => {
  fc.assert(fc.property(anyView, anyView, (a, b) => {
    const found = divergenceOf(a, b)
    const linked = [...found.contradictions, ...found.matches]
    expect([...linked.map(link => link.a), ...found.onlyA].sort()).toEqual(statementsOf(a).map(({ at }) => at).sort())
    expect([...linked.map(link => link.b), ...found.onlyB].sort()).toEqual(statementsOf(b).map(({ at }) => at).sort())
    expect(divergenceOf(b, a).contradicts).toBe(found.contradicts)
  }), { numRuns: 25 })
})
