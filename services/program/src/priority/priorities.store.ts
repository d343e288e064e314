import { disciplines as known, type DisciplineId } from '@weft/contracts/program/discipline-api'
import { priority, type PrioritiesDraft, type Priority } from '@weft/contracts/program/priority-api'
import { prioritiesPublished } from '@weft/contracts/program/priority-events'
import type { Sql } from '@weft/service-kit/database'
import { eventOf } from '@weft/service-kit/event'
import { Refusal } from '@weft/service-kit/refusal'
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

/** The newest title of each of these priorities, in force or not. */
export async function priorityTitles (sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql.query<{ priorityId: string, title: string }>(/* sql */ `
    select distinct on (p.line ->> 'priorityId') p.line ->> 'priorityId' as "priorityId", p.line ->> 'title' as title
      from edition e cross join lateral jsonb_array_elements(e.content -> 'priorities') as p (line)
     where e.kind = 'priorities' and p.line ->> 'priorityId' = any ($1)
     order by p.line ->> 'priorityId', e.version desc`,
    [[...new Set(ids)]])
  return new Map(rows.map(({ priorityId, title }) => [priorityId, title]))
}

/** Whether something may serve this priority; null serves none. Throws `Refusal('invalid', 'no-such-priority')` about the field `priorityId`. */
export async function checkPriority (sql: Sql, priorityId: string | null): Promise<void> {
  if (priorityId === null || (await currentPriorities(sql)).priorities.some(one => one.priorityId === priorityId)) return
  const sentence = 'Choose one of the priorities in force, or none.'
  throw new Refusal('invalid', 'no-such-priority', sentence, [{ at: 'priorityId', code: 'no-such-priority', sentence }])
}

/** Those of one version; undefined where there is no such version. */
export async function prioritiesOf (sql: Sql, version: number): Promise<Priority[] | undefined> {
  const [found] = await editionsBefore(sql, 'priorities', version + 1, 1)
  return found?.version === version ? prioritySet.parse(found.content).priorities : undefined
}
