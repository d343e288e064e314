import { disciplines as known, type DisciplineId } from '@weft/contracts/program/discipline-api'
import { priority, type PrioritiesDraft, type Priority } from '@weft/contracts/program/priority-api'
import { prioritiesPublished } from '@weft/contracts/program/priority-events'
import type { Sql } from '@weft/service-kit/database'
import { eventOf } from '@weft/service-kit/event'
import { z } from 'zod'
import type { Paper } from '../edition/edition.ts'
import { editionsBefore, findEdition } from '../edition/edition.store.ts'
import { prioritiesProblems, prioritySetOf, tidyPriorities } from './priorities.ts'

export const prioritySet = z.object({ priorities: z.array(priority) })
const isKnown = (id: string): id is DisciplineId => known.some(one => one.id === id)

export const prioritiesPaper = (beforeNext: NonNullable<Paper<PrioritiesDraft, { priorities: Priority[] }>['beforeNext']>): Paper<PrioritiesDraft, { priorities: Priority[] }> => ({
  kind: 'priorities',
  empty: { priorities: [] },
  draftOf: async (_sql, { priorities }) => ({ priorities: priorities.map(line => ({ ...line, disciplines: line.disciplines.filter(isKnown) })) }),
  tidied: tidyPriorities,
  problemsOf: async (_sql, draft) => prioritiesProblems(draft),
  contentOf: async (_sql, draft) => prioritySetOf(draft),
  eventOf: ({ id, time, version, content }) => eventOf(prioritiesPublished, { id, key: 'priorities', time, data: { version, publishedOn: time.slice(0, 10), ...content } }),
  beforeNext
})

/** What everybody pulls at now; version 0 where nothing was published yet. */
export async function currentPriorities (sql: Sql): Promise<{ version: number, publishedOn: string | null, priorities: Priority[] }> {
  const found = await findEdition(sql, 'priorities')
  return found === undefined
    ? { version: 0, publishedOn: null, priorities: [] }
    : { version: found.version, publishedOn: found.publishedOn, ...prioritySet.parse(found.content) }
}

/** Those of one version; undefined where there is no such version. */
export async function prioritiesOf (sql: Sql, version: number): Promise<Priority[] | undefined> {
  const [found] = await editionsBefore(sql, 'priorities', version + 1, 1)
  return found?.version === version ? prioritySet.parse(found.content).priorities : undefined
}
