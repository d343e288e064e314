import { questions, type Answers } from '@weft/contracts/program/reflection-api'
import { Refusal } from '@weft/service-kit/refusal'

/** Throws `Refusal('invalid', 'nothing-written')`: six empty answers are no reflection. */
export function checkAnswers (answers: Answers): void {
  if (questions.every(question => answers[question].trim() === '')) throw new Refusal('invalid', 'nothing-written', 'Answer at least one of the six questions. The others can wait.', [{ at: 'why', code: 'nothing-written', sentence: 'Answer at least one.' }])
}

export const sameAnswers = (a: Answers, b: Answers): boolean => questions.every(question => a[question] === b[question])
