/** What is wrong with a form that was sent, and with which of its fields where that is known. */
export type FormProblem = { at?: string | undefined, sentence: string }

/** The problem of one field, for its control. */
export const problemAt = (problem: FormProblem | null) => (name: string) => problem?.at === name ? { problem: problem.sentence } : {}

/** The same for an error summary. */
export const findingsOf = (problem: FormProblem) => [{ ...(problem.at !== undefined && { at: problem.at }), sentence: problem.sentence }]
