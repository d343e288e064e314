import type { FileReading } from '@weft/contracts/program/portfolio-api'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guessReading } from './reading.ts'
import { countsOf, markKnown, sortRows, type File, type Sorted } from './sort-rows.ts'

const fileOf = (header: string[], rows: string[][], format?: FileReading['format']): File =>
  ({ header, reading: guessReading(header, () => [], format), rows: rows.map((cells, place) => ({ row: place + 1, line: place + 2, cells })) })
const outcomes = (rows: readonly Sorted[]) => rows.map(({ outcome, reason }) => reason ?? outcome)

describe('Rows of files', () => {
  it('When a plan has tasks under its projects, then only the projects come in, and each task says of which it is one', () => {
    const plan = fileOf(['ID', 'Name', 'Outline Level'], [['0', 'Plan', '0'], ['1', 'Advice', '1'], ['2', 'Recruit', '2'], ['3', 'Train', '3'], ['4', 'Records', '1']])
    expect(outcomes(sortRows([plan], new Set()))).toEqual(['Outline level 0: the plan itself.', 'new', 'Outline level 2: a task of "Advice".', 'Outline level 3: a task of "Advice".', 'new'])
    expect(outcomes(sortRows([plan], new Set(['0:3'])))[2]).toBe('new')
  })

  it('When a tracker names types and parents, then parts of projects stay out; a parent that is elsewhere does not count', () => {
    const jira = fileOf(['Summary', 'Issue key', 'Issue Type', 'Parent key'], [['A', 'H-1', 'Initiative', ''], ['B', 'H-2', 'Epic', 'H-1'], ['C', 'H-3', 'Sub-task', 'H-1'], ['D', 'H-4', 'Epic', 'X-9'], ['E', 'H-1', 'Epic', '']])
    expect(outcomes(sortRows([jira], new Set()))).toEqual(['new', 'It is a part of H-1.', 'Its type is Sub-task: part of a project.', 'new', 'The key H-1 stands in row 1 of file 1 already.'])
  })

  it('When a row is empty, has no name or has shifted, then it says so', () => {
    const list = fileOf(['Project', 'Owner'], [['', ' '], ['tbd', 'Eva'], ['A', 'Eva', 'more'], ['x'.repeat(201), '']])
    expect(outcomes(sortRows([list], new Set()))).toEqual(['The row is empty.', 'It has no name.', 'The row has 3 cells, the header has 2.', 'The name has more than 200 characters.'])
  })

  it('When two lists of one\'s own both have a project 1, or one name twice, then all of them come in, and all are known the next time', () => {
    const files = [fileOf(['ID', 'Project'], [['1', 'Portal'], ['2', 'Portal']]), fileOf(['ID', 'Project'], [['1', 'Hotline'], ['', 'Portal'], ['', 'Portal']])]
    const rows = sortRows(files, new Set())
    expect(outcomes(rows)).toEqual(['new', 'new', 'new', 'new', 'new'])
    expect(new Set(rows.map(({ key }) => key)).size).toBe(5)
    expect(countsOf(markKnown(sortRows(files, new Set()), new Map(rows.map(({ key }) => [key ?? '', 'i']))))).toEqual({ rows: 5, new: 0, known: 5, notProjects: 0, refused: 0 })
  })

  it('When any files come in, then every row is in exactly one place, and the counts add up for each file and for all', () => {
    const cell = fc.constantFrom('', ' ', 'tbd', 'A', 'B', 'Epic', 'Task', '1', '2', 'H-1', 'H-2', 'Sponsor: Eva', 'Q2 2027', '1.200', '=1+1', 'x'.repeat(300), '\ud800')
    const header = fc.uniqueArray(fc.constantFrom('Summary', 'Issue key', 'Issue Type', 'Parent key', 'Name', 'Outline Level', 'Subject', 'Type', 'Project name', 'Owner', 'Budget (k€)', 'Start', 'End', 'Labels', 'Labels (2)', 'Notes'), { minLength: 1 })
    const file = header.chain(names => fc.array(fc.array(cell, { minLength: Math.max(1, names.length - 1), maxLength: names.length + 1 }), { maxLength: 12 }).map(rows => fileOf(names, rows)))
    fc.assert(fc.property(fc.array(file, { minLength: 1, maxLength: 3 }), fc.array(fc.tuple(fc.nat(2), fc.nat(12))), fc.array(fc.nat(20)), (files, taken, knownPlaces) => {
      const sorted = sortRows(files, new Set(taken.map(([one, row]) => `${one}:${row}`)))
      const keys = sorted.flatMap(({ key }) => key ?? [])
      const rows = markKnown(sorted, new Map(knownPlaces.flatMap(place => keys[place] === undefined ? [] : [[keys[place], 'there']])))
      const all = countsOf(rows)
      expect(rows.map(({ file: one, row }) => `${one}:${row}`)).toEqual(files.flatMap((one, place) => one.rows.map(({ row }) => `${place}:${row}`)))
      expect(all.new + all.known + all.notProjects + all.refused).toBe(files.reduce((sum, one) => sum + one.rows.length, 0))
      expect(new Set(keys).size).toBe(keys.length)
      for (const { outcome, reason, fields, title } of rows) {
        expect(reason !== null).toBe(outcome === 'not-project' || outcome === 'refused')
        if (outcome === 'new' || outcome === 'known') expect([fields?.title, title.length > 0 && title.length <= 200]).toEqual([title, true])
      }
    }), { numRuns: 200 })
  })
})
