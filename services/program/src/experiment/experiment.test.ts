import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changesOf, checkWritten, isOverdue, stateAfter, verdictOf, type Written } from './experiment.ts'

const written: Written = { belief: 'calling first', forWhom: 'people with a late claim', will: 'end repeat calls', measure: 'repeat calls a week', baseline: 40, target: 20, better: 'lower', startsOn: '2026-09-01', endsOn: '2026-10-01' }

describe('What a result says', () => {
  test.each([
    ['at the target', { result: 20 }, 'reached'], ['beyond it', { result: 5 }, 'reached'], ['better, not there', { result: 39 }, 'moved'],
    ['as before', { result: 40 }, 'not-moved'], ['worse', { result: 60 }, 'not-moved'],
    ['no baseline', { baseline: null, result: 5 }, 'observation'], ['no figure', { result: null }, 'observation'],
    ['better without a target', { target: null, result: 10 }, 'moved'], ['a higher one that is better', { better: 'higher' as const, target: 60, result: 61 }, 'reached']
  ])('When it is %s, then it is %s', (_what, change: object, verdict) => {
    expect(verdictOf({ ...written, result: null, ...change })).toBe(verdict)
  })

  test('Whatever the figures, turning the measure round changes nothing', () => {
    const figure = fc.integer({ min: -1000, max: 1000 })
    fc.assert(fc.property(figure, figure, figure, (baseline, target, result) => {
      expect(verdictOf({ baseline, target, result, better: 'higher' })).toBe(verdictOf({ baseline: -baseline, target: -target, result: -result, better: 'lower' }))
    }))
  })
})

describe('An experiment', () => {
  test.each([
    ['backwards', { endsOn: '2026-08-31' }, 'experiment-backwards'], ['two years long', { endsOn: '2028-09-01' }, 'experiment-too-long'], ['aimed the wrong way', { target: 41 }, 'target-wrong-way']
  ])('When it is %s, then it is refused with a sentence', (_what, change, code) => {
    expect(() => { checkWritten({ ...written, ...change }) }).toThrow(expect.objectContaining({ code }))
  })

  test('When it was changed meanwhile, or is not at that step, then the act is refused', () => {
    expect(() => stateAfter('started', { state: 'planned', version: 2 }, 1)).toThrow(expect.objectContaining({ code: 'changed-meanwhile' }))
    for (const [act, state] of [['changed', 'ended'], ['started', 'running'], ['ended', 'planned'], ['decided', 'running'], ['decided', 'decided'], ['withdrawn', 'ended']] as const) {
      expect(() => stateAfter(act, { state, version: 1 }, 1), `${act} from ${state}`).toThrow(expect.objectContaining({ code: 'experiment-not-there-yet' }))
    }
    expect(stateAfter('ended', { state: 'running', version: 1 }, 1)).toBe('ended')
    expect(stateAfter('changed', { state: 'running', version: 1 }, 1)).toBe('running')
  })

  test('When it is rewritten, then the history says what was there before', () => {
    expect(changesOf(written, { ...written, baseline: null, will: 'end them' })).toEqual([{ field: 'Will', from: 'end repeat calls', to: 'end them' }, { field: 'Before', from: '40', to: 'none' }])
  })

  test('When its last day has passed without a result, then it is overdue from the next day on', () => {
    expect(isOverdue({ state: 'running', endsOn: '2026-10-01' }, '2026-10-01')).toBe(false)
    expect(isOverdue({ state: 'running', endsOn: '2026-10-01' }, '2026-10-02')).toBe(true)
    expect(isOverdue({ state: 'ended', endsOn: '2026-10-01' }, '2026-10-02')).toBe(false)
  })
})
