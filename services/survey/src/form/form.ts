import type { Instrument } from '@weft/contracts/survey/instrument'
import { fieldOf, type AnswerProblem, type Answers } from '../sheet/answers.ts'
import { textsOf, type Texts } from './texts.ts'

export type FormModel = {
  language: string
  texts: Texts
  title: string
  closesOn: string
  atLeast: number
  instrument: Instrument
  answers: Answers
  /** Random number of this page: the same page sent twice is one sending. */
  form: string
  /** The answers came from a draft on the server. */
  resumed?: boolean
  problem?: { title: string, how?: string, findings: readonly { /** Where it is. */ at?: string, sentence: string }[] }
  /** Missing answers were pointed out: this time they may be sent. */
  mayLack?: boolean
}

type Asked = { title: string, closesOn: string, languages: readonly string[], atLeast: number }

/** The form of a wave in its first language, filled with these answers. */
export function formOf (asked: Asked, instrument: Instrument, answers: Answers, form: string): FormModel {
  const language = asked.languages[0] ?? 'en'
  return { language, texts: textsOf(language), title: asked.title, closesOn: asked.closesOn, atLeast: asked.atLeast, instrument, answers, form }
}

/** The same form with what could not be read, each with a link to its place. */
export function withProblems (model: FormModel, problems: readonly AnswerProblem[]): FormModel {
  const { texts: { problems: words }, instrument, language } = model
  const findings = problems.slice(0, 100).map(({ itemId }) => itemId === null
    ? { sentence: words.unknown }
    : { at: fieldOf(itemId), sentence: words.offScale + (instrument.items.find(item => item.itemId === itemId)?.text[language] ?? '') })
  return { ...model, problem: { title: words.title, findings: findings.filter((finding, i) => findings.findIndex(other => other.sentence === finding.sentence) === i) } }
}

/** The same form with what has no answer yet; sent once more, it is taken as it is. */
export function withMissing (model: FormModel, missing: readonly { itemId: string, text: Readonly<Record<string, string>> }[]): FormModel {
  const { texts, language } = model
  return {
    ...model, mayLack: true,
    problem: {
      title: texts.missing.title(missing.length), how: texts.missing.how,
      findings: missing.map(({ itemId, text }) => ({ at: fieldOf(itemId), sentence: text[language] ?? itemId }))
    }
  }
}
