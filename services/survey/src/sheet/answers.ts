import type { Instrument, Item } from '@weft/contracts/survey/instrument'

/** Item → the answer chosen; null is "don't know". An item that is not there was not answered. */
export type Answers = Readonly<Record<string, number | null>>

/** How a form names an item's answer, and how it says "don't know". */
export const fieldOf = (itemId: string) => `a-${itemId}`
export const DONT_KNOW = 'dk'

export type AnswerProblem = { itemId: string | null, code: 'unknown-field' | 'answer-off-scale' }

/**
 * Reads the answers of a posted form. What is empty was not answered. A field that is no item of the instrument, an answer that is
 * not on its scale and a field that came twice are problems; with any of them nothing may be stored.
 */
export function readAnswers (fields: Readonly<Record<string, unknown>>, instrument: Instrument): { answers: Answers, problems: AnswerProblem[] } {
  const items = new Map(instrument.items.map(item => [fieldOf(item.itemId), item]))
  const answers: [string, number | null][] = []
  const problems: AnswerProblem[] = []
  for (const [field, given] of Object.entries(fields)) {
    const item = items.get(field)
    if (item === undefined) {
      problems.push({ itemId: null, code: 'unknown-field' })
    } else if (given !== '') {
      const answer = answerOf(given, item)
      if (answer === undefined) problems.push({ itemId: item.itemId, code: 'answer-off-scale' })
      else answers.push([item.itemId, answer])
    }
  }
  return { answers: Object.fromEntries(answers), problems }
}

function answerOf (given: unknown, { min, max }: Item): number | null | undefined {
  if (given === DONT_KNOW) return null
  if (typeof given !== 'string' || !/^(0|-?[1-9]\d{0,3})$/.test(given)) return undefined
  const answer = Number(given)
  return answer >= min && answer <= max ? answer : undefined
}

export const unanswered = (answers: Answers, instrument: Instrument): Item[] =>
  instrument.items.filter(({ itemId }) => !Object.hasOwn(answers, itemId))

/** What a sheet keeps: every item of the instrument, null where there is no answer. All sheets of a wave have the same shape. */
export const completed = (answers: Answers, instrument: Instrument): Record<string, number | null> =>
  Object.fromEntries(instrument.items.map(({ itemId }) => [itemId, answers[itemId] ?? null]))
