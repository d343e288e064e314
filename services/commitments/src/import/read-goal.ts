import { written, type Benefits, type Horizon } from '@weft/contracts/commitments/commitment-api'
import { disciplines, type DateOrder, type Goal, type GoalField } from '@weft/contracts/commitments/import-api'
import { addDays, addMonths } from '../commitment/days.ts'
import { dueIn } from './dates.ts'

export type Cells = Partial<Record<GoalField, string>>
export type Reading = { today: string, dates: DateOrder, benefits: Benefits, measure: string }
export type ReadGoal = Omit<Goal, 'line' | 'personName'>
export type Problem = { code: string, sentence: string }

const over = /^(done|complete[d]?|closed|achieved|cancell?ed|dropped|abandoned|erledigt|abgeschlossen|hecho|cerrado)$/
const isOver = (status: string): boolean => over.test(status.trim().toLowerCase())

/** A row as the draft that it becomes, with what was guessed in sentences; or why it becomes none. Nothing is cut: what is too long is said. */
export function readGoal (cells: Cells, { today, dates, benefits, measure }: Reading): ReadGoal | Problem {
  const text = (cells.wording ?? '').trim()
  if (text === '') return { code: 'no-goal', sentence: 'There is no goal in the row.' }
  if (isOver(cells.status ?? '')) return { code: 'over', sentence: 'It is over where it comes from. Only what is still to do is brought in.' }
  const wording = written.wording.safeParse(text)
  if (!wording.success) return { code: 'goal-unreadable', sentence: 'The goal is longer than 400 characters, or holds characters that cannot be kept. Shorten it to what you will do.' }
  const said = (cells.measure ?? '').trim()
  const how = written.measure.safeParse((said === '' ? measure : said).replace(/\s*[\r\n]+\s*/g, ' '))
  if (!how.success) return { code: 'measure-unreadable', sentence: 'The measure is longer than 200 characters, or holds characters that cannot be kept.' }
  const guesses: string[] = said === '' ? ['It had no measure.'] : []
  const time = timeOf(cells, dates, today, guesses)
  return { wording: wording.data, measure: how.data, ...time, discipline: disciplineOf(cells.discipline, guesses), benefits: benefitsOf(cells.benefits, benefits), weight: weightOf(cells.weight), guesses }
}

function timeOf ({ dueOn = '', horizon = '' }: Cells, dates: DateOrder, today: string, guesses: string[]): { horizon: Horizon, dueOn: string | null } {
  const due = dueIn(dueOn, dates)
  const named = horizonNamed(horizon)
  if (due === null) {
    if (dueOn.trim() !== '') guesses.push(`"${dueOn.trim().slice(0, 40)}" is no date that could be read.`)
    if (named === null) guesses.push('It had no date: three months.')
    return { horizon: named ?? '3-months', dueOn: null }
  }
  if (due < addDays(today, 8)) {
    guesses.push(`Its date ${due} has passed or is less than a week away: it gets a new one.`)
    return { horizon: '3-months', dueOn: null }
  }
  if (due <= addMonths(today, 4)) return { horizon: '3-months', dueOn: due }
  if (due <= addMonths(today, 7)) return { horizon: '6-months', dueOn: due }
  if (due <= addMonths(today, 12)) return { horizon: 'beyond', dueOn: due }
  guesses.push(`Its date ${due} is more than a year away: give it a first milestone.`)
  return { horizon: 'beyond', dueOn: null }
}

function horizonNamed (text: string): Horizon | null {
  const bare = text.trim().toLowerCase()
  return /^(3|three|short)/.test(bare) ? '3-months' : /^(6|six|half|medium|mid)/.test(bare) ? '6-months' : /^(beyond|long|year|annual|12|twelve)/.test(bare) ? 'beyond' : null
}

function disciplineOf (text = '', guesses: string[]): string | null {
  const bare = text.trim().toLowerCase()
  if (bare === '') return null
  const found = disciplines.find(({ id, name }) => id.toLowerCase() === bare || name.toLowerCase() === bare)
  if (found === undefined) guesses.push(`"${text.trim().slice(0, 40)}" is none of the disciplines.`)
  return found === undefined ? null : found.id
}

const benefitsOf = (text = '', otherwise: Benefits): Benefits => /^(customer|client|kund|cliente)/i.test(text.trim()) ? 'customer' : /^(colleague|team|employee|internal|kolleg|colega)/i.test(text.trim()) ? 'colleague' : otherwise
const weightOf = (text = ''): number => /^(1|low|light|niedrig)$/i.test(text.trim()) ? 1 : /^(3|high|heavy|hoch)$/i.test(text.trim()) ? 3 : 2
