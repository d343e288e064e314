import { describe, expect, test } from 'vitest'
import { disciplines } from '@weft/contracts/program/discipline-api'
import { examples } from './examples.ts'
import { emptyForm, findingOf, readChange, readNew } from './form.ts'

const [one, two] = ['018f0000-0000-7000-8000-000000000001', '018f0000-0000-7000-8000-000000000002']
const filled = { ...emptyForm(one, two), wording: ' When a claim is late, I will call first ', measure: 'Calls', make: 'yes' }

describe('the form of a commitment', () => {
  test('When it is filled, then it is asked as the service wants it, with the id that the form had from the start', () => {
    expect(readNew({ ...filled, discipline: 'EM' })).toEqual({ asked: { commitmentId: one, wording: 'When a claim is late, I will call first', horizon: '3-months', dueOn: null, discipline: 'EM', priorityId: null, practiceId: null, benefits: 'customer', measure: 'Calls', weight: 2, milestone: null, make: true } })
  })
  test('When it lies beyond, then its milestone goes along and no date of its own; otherwise none does', () => {
    const beyond = { ...filled, horizon: 'beyond', milestone: 'Two visits', milestoneOn: '2027-06-30', dueOn: '2027-01-01' }
    expect(readNew(beyond)).toMatchObject({ asked: { dueOn: null, milestone: { milestoneId: two, wording: 'Two visits', dueOn: '2027-06-30' } } })
    expect(readNew({ ...beyond, horizon: '6-months' })).toMatchObject({ asked: { dueOn: '2027-01-01', milestone: null } })
  })
  test.each([
    ['no words', { wording: ' ' }, 'wording'], ['a word for a day', { dueOn: 'soon' }, 'dueOn'], ['a milestone without a day', { horizon: 'beyond', milestone: 'Two visits' }, 'milestoneOn'], ['a day without a milestone', { horizon: 'beyond', milestoneOn: '2027-06-30' }, 'milestone'],
    ['no weight', { weight: '' }, 'weight'], ['another horizon', { horizon: 'soon' }, 'horizon']
  ])('When it has %s, then the sentence stands at its field', (_what, change, at) => {
    expect(readNew({ ...filled, ...change })).toMatchObject({ problems: [{ at }] })
    expect(readChange({ ...filled, version: '2', ...change })).toMatchObject({ problems: [{ at }] })
  })
  test('When the service refuses a date, then days are said in words, at the box of the date', () => {
    expect(findingOf({ code: 'due-outside', message: 'With this horizon it is due from 2026-11-09 to 2027-03-02.' })).toEqual({ at: 'dueOn', sentence: 'With this horizon it is due from 9 November 2026 to 2 March 2027.' })
  })
  test('When somebody needs an idea, then there are three for each discipline, each as "When …, I will …"', () => {
    for (const { id } of disciplines) for (const example of examples[id]) expect(example).toMatch(/^When .+, I will .+\.$/)
  })
})
