import type { Problem } from '@weft/service-kit/refusal'
import { Refusal } from '@weft/service-kit/refusal'
import type { Layout } from './layout.ts'
import { readRow, type Row } from './row.ts'

const ROWS_PER_PAGE = 4_096
const MOST_PROBLEMS = 100
const MOST_PATHS = 50_000
/** No scale reaches this far (contracts: -1000 to 1000). */
const NO_ANSWER = -32_768

/**
 * What is kept of a file of answers while it streams in: two bytes an answer and a number for the unit, about as much as the
 * file itself at most. Nothing of unmapped columns is ever in here.
 */
export type Collected = {
  sheets: number
  missingAnswers: number
  paths: readonly (readonly string[])[]
  /** Sheets from `from` (counted from 0), at most `count`: the number of their path and their answers in the layout's order. */
  page: (from: number, count: number) => { path: number, answers: (number | null)[] }[]
}

/** Takes rows one after the other; `finish` refuses if any row had a problem. */
export function collector (layout: Layout) {
  const width = layout.items.length
  const pages: Int16Array[] = []
  const pathOf: number[] = []
  const paths = new Map<string, { number: number, path: readonly string[] }>()
  const problems: Problem[] = []
  let missingAnswers = 0
  const add = (row: Row): void => {
    const read = readRow(layout, row)
    if (read.problems.length > 0) return noteProblems(problems, read.problems)
    pathOf.push(numberOf(paths, read.path))
    const place = (pathOf.length - 1) % ROWS_PER_PAGE
    if (place === 0) pages.push(new Int16Array(width * ROWS_PER_PAGE))
    pages.at(-1)?.set(read.answers.map(answer => answer ?? NO_ANSWER), place * width)
    missingAnswers += read.answers.filter(answer => answer === null).length
  }
  const sheetAt = (sheet: number) => {
    const start = (sheet % ROWS_PER_PAGE) * width
    const answers = (pages[Math.floor(sheet / ROWS_PER_PAGE)] as Int16Array).subarray(start, start + width)
    return { path: pathOf[sheet] as number, answers: Array.from(answers, answer => answer === NO_ANSWER ? null : answer) }
  }
  const finish = (): Collected => {
    refuse(problems)
    if (pathOf.length === 0) throw new Refusal('invalid', 'no-answers', 'The file of answers has a header and no rows.')
    return {
      sheets: pathOf.length,
      missingAnswers,
      paths: [...paths.values()].map(({ path }) => path),
      page: (from, count) => Array.from({ length: Math.max(0, Math.min(count, pathOf.length - from)) }, (_, i) => sheetAt(from + i))
    }
  }
  return { add, finish }
}

// A file read with the wrong mapping has a problem in every row: a hundred tell enough, and reading on would only keep the sender waiting.
function noteProblems (problems: Problem[], more: readonly Problem[]): void {
  problems.push(...more.slice(0, MOST_PROBLEMS - problems.length))
  if (problems.length >= MOST_PROBLEMS) refuse(problems)
}

function refuse (problems: readonly Problem[]): void {
  const [first] = problems
  if (first !== undefined) throw new Refusal('invalid', first.code, `The file of answers cannot be used. First finding, ${first.at}: ${first.sentence}`, problems)
}

function numberOf (paths: Map<string, { number: number, path: readonly string[] }>, path: readonly string[]): number {
  const key = JSON.stringify(path)
  const known = paths.get(key)
  if (known !== undefined) return known.number
  if (paths.size === MOST_PATHS) throw new Refusal('too-large', 'too-many-units', `The file has more than ${MOST_PATHS} units. Is a column of people mapped as a unit?`)
  paths.set(key, { number: paths.size, path })
  return paths.size - 1
}
