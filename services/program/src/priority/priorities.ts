import type { PrioritiesDraft, Priority } from '@weft/contracts/program/priority-api'
import type { Problem } from '@weft/service-kit/refusal'
import { missing } from '../edition/edition.ts'

type Line = PrioritiesDraft['priorities'][number]

const isEmpty = ({ title, why, disciplines, measure }: Line) => `${title}${why}${measure}`.trim() === '' && disciplines.length === 0

/** One to three, each with a title of its own, a reason, a discipline and how we know. */
export function prioritiesProblems ({ priorities }: PrioritiesDraft): Problem[] {
  const titles = priorities.map(({ title }) => title.trim().toLowerCase())
  return [
    ...priorities.length === 0 ? [{ at: 'title-1', code: 'missing', sentence: 'Write at least one priority.' }] : [],
    ...priorities.flatMap(({ title, why, disciplines, measure }, place) => [
      ...missing(title, `title-${place + 1}`, 'Give this priority a title that people can repeat.'),
      ...titles.indexOf(titles[place] ?? '') < place ? [{ at: `title-${place + 1}`, code: 'said-twice', sentence: 'Two priorities have the same title.' }] : [],
      ...missing(why, `why-${place + 1}`, 'Say why: people remember reasons.'),
      ...disciplines.length === 0 ? [{ at: `disciplines-${place + 1}`, code: 'missing', sentence: 'Choose the discipline it belongs to.' }] : [],
      ...missing(measure, `measure-${place + 1}`, 'Say how we will know that it worked.')
    ])
  ]
}

/** Empty lines go, new priorities get an id, a doubled id is a new priority. */
export function tidyPriorities ({ priorities }: PrioritiesDraft, newId: () => string): PrioritiesDraft {
  const seen = new Set<string>()
  return {
    priorities: priorities.filter(line => !isEmpty(line)).map(line => {
      const priorityId = line.priorityId === null || seen.has(line.priorityId) ? newId() : line.priorityId
      seen.add(priorityId)
      return { ...line, priorityId, title: line.title.trim(), why: line.why.trim(), measure: line.measure.trim(), disciplines: [...new Set(line.disciplines)] }
    })
  }
}

/** A draft that was kept has an id on every line. */
export const prioritySetOf = ({ priorities }: PrioritiesDraft): { priorities: Priority[] } =>
  ({ priorities: priorities.map(line => ({ ...line, priorityId: line.priorityId as string })) })
