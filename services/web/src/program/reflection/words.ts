import { questions, type Answers } from '@weft/contracts/program/reflection-api'

export type Question = typeof questions[number]
/** The six questions as they are asked, each with what helps to begin. */
export const asked: Record<Question, { question: string, help: string }> = {
  why: { question: 'Why do we want this?', help: 'What gets better for customers, for colleagues and for us.' },
  think: { question: 'How do we think?', help: 'How we weigh a decision by what it does to customers.' },
  act: { question: 'What do we do?', help: 'What customers and other teams see us do, not what we intend.' },
  measure: { question: 'How do we measure it?', help: 'Which work adds value that customers notice, and which work takes it away.' },
  loyalty: { question: 'What makes customers stay?', help: 'What they tell us themselves, and how often we ask.' },
  creators: { question: 'Who creates the value?', help: 'Everybody does. How do you, in your role?' }
}
export const nothing = Object.fromEntries(questions.map(question => [question, ''])) as Answers
export const answered = (answers: Answers): Question[] => questions.filter(question => answers[question].trim() !== '')
