import type { Progress } from '@weft/contracts/program/progress-api'
import { expect, test } from 'vitest'
import { countsOf, isUnderWay, movedBy, nextOfOffice, type ProgramView } from './program-next.ts'

const held = { state: 'held', why: 'sponsored' } as const
const charter = { version: 1, publishedOn: '2026-09-01', vision: 'Easy to be a customer of', goals: [], resources: '', sponsor: { name: 'Ana Ruiz' } }
const day = (of: string, projects: Partial<Progress['projects']> = {}): Progress => ({ day: of, projects: { all: 32, inProgram: 20, undecided: 0, retired: 8, rejected: 4, goesOn: 18, ...projects }, counts: [] })
const priorities = { version: 1, publishedOn: '2026-09-02', priorities: [] }
const whole: ProgramView = { charter: { charter, mandate: held }, priorities, days: [day('2026-11-24')] }

test.each<[string, Partial<ProgramView>, string | null]>([
  ['nothing is written', { charter: { charter: null, mandate: { state: 'vacant', why: 'no-charter' } } }, 'Write the charter'],
  ['the sponsor has left', { charter: { charter, mandate: { state: 'vacant', why: 'sponsor-left' } } }, 'Find a sponsor'],
  ['no project is there', { days: [] }, 'Lay all projects on one table'],
  ['one project waits', { days: [day('2026-11-24', { undecided: 1 })] }, 'Decide on one project'],
  ['several wait', { days: [day('2026-11-24', { undecided: 5 })] }, 'Decide on 5 projects'],
  ['no priorities are published', { priorities: { ...priorities, version: 0 } }, 'Publish the priorities'],
  ['all is done', {}, null],
  ['the program does not answer', { charter: null, priorities: null }, null]
])('When %s, then the office is told what is next', (_, part, name) => {
  expect(nextOfOffice({ ...whole, ...part })?.name ?? null).toBe(name)
})

test('When days go back four weeks, then the change since is told; a shorter past says nothing', () => {
  expect(movedBy([day('2026-11-24'), day('2026-11-20', { inProgram: 3 })])).toBeNull()
  expect(movedBy([day('2026-11-24'), day('2026-10-27', { inProgram: 12 }), day('2026-09-01', { inProgram: 1 })])).toEqual({ by: 8, since: '2026-10-27' })
  expect(movedBy([])).toBeNull()
})

test('When kinds of both sides came about, then each side has its own, and none that did not this week', () => {
  const counts = [{ kind: 'a', side: 'activity', words: 'a', total: 3, week: 1 }, { kind: 'b', side: 'outcome', words: 'b', total: 2, week: 2 }, { kind: 'c', side: 'outcome', words: 'c', total: 2, week: 0 }]
  expect(countsOf([{ ...day('2026-11-24'), counts }], 'outcome').map(({ kind }) => kind)).toEqual(['b'])
  expect(countsOf([{ ...day('2026-11-24'), counts }], 'activity').map(({ kind }) => kind)).toEqual(['a'])
})

test('When there is a charter or a project, then the program is under way', () => {
  expect([whole, { ...whole, days: [] }, { ...whole, charter: null }, { charter: null, priorities: null, days: [] }].map(isUnderWay)).toEqual([true, true, true, false])
})
