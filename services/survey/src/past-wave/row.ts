import { label } from '@weft/contracts/vocabulary'
import type { Problem } from '@weft/service-kit/refusal'
import type { Layout } from './layout.ts'

/** One line of a file of answers. `line` counts from 1, the header's. */
export type Row = { line: number, cells: readonly string[] }
/** One person's row: the path of their unit from the top, and an answer, or none, for each item in the layout's order. */
export type RowRead = { path: readonly string[], answers: readonly (number | null)[], problems: readonly Problem[] }

/**
 * Reads one row. Answers are whole numbers on their scale ("4", or "4.0" as some programs write it) or missing.
 * Problems: `out-of-scale`, `not-a-number`, `gap-in-path`, `bad-unit-name`; a row with one is not to be used.
 */
export function readRow (layout: Layout, { line, cells }: Row): RowRead {
  const problems: Problem[] = []
  const at = (column: string) => `answers line ${line}, column ${column}`
  const answers = layout.items.map(({ place, column, min, max }) => {
    const text = (cells[place] ?? '').trim()
    if (layout.missing.has(text)) return null
    const answer = wholeNumber(text)
    if (answer === undefined) problems.push({ at: at(column), code: 'not-a-number', sentence: 'This is neither a whole number nor one of the signs for a missing answer.' })
    else if (answer < min || answer > max) problems.push({ at: at(column), code: 'out-of-scale', sentence: `${answer} lies outside the scale, which goes from ${min} to ${max}.` })
    return answer ?? null
  })
  const { path, problems: ofPath } = readPath(layout, cells, at)
  return { path, answers, problems: [...problems, ...ofPath] }
}

function wholeNumber (text: string): number | undefined {
  // `+ 0` makes a plain zero of -0, which JSON cannot tell apart but arithmetic can.
  return /^-?\d{1,5}(\.0{1,10})?$/.test(text) ? Number(text) + 0 : undefined
}

function readPath (layout: Layout, cells: readonly string[], at: (column: string) => string) {
  const names = layout.path.map(({ place, column }) => {
    const text = (cells[place] ?? '').trim()
    return { column, name: layout.missing.has(text) ? '' : text }
  })
  const end = names.findIndex(({ name }) => name === '')
  const path = (end === -1 ? names : names.slice(0, end)).map(({ name }) => name)
  const beyond = end === -1 ? undefined : names.slice(end).find(({ name }) => name !== '')
  const problems: Problem[] = names.filter(({ name }) => name !== '' && !label.safeParse(name).success)
    .map(({ column }) => ({ at: at(column), code: 'bad-unit-name', sentence: 'A unit\'s name has 1 to 200 characters and no control characters.' }))
  if (beyond !== undefined) problems.push({ at: at(beyond.column), code: 'gap-in-path', sentence: 'A unit is given, but the unit above it is empty.' })
  return { path, problems }
}
