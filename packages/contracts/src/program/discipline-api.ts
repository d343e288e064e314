import { z } from 'zod'

/** The eight disciplines, in the order of a list on screen; ids and names are those of the instrument `full-8`. Stored as data: a row with an id that is no longer here keeps it. */
export const disciplines = [
  { id: 'CI', name: 'Know customers now' },
  { id: 'CF', name: 'See customers\' next needs' },
  { id: 'KI', name: 'Know rivals now' },
  { id: 'KF', name: 'See rivals\' next moves' },
  { id: 'PV', name: 'Watch the edges' },
  { id: 'EM', name: 'Free to act' },
  { id: 'CC', name: 'Work across teams' },
  { id: 'SA', name: 'Pull one way' }
] as const

/** One of the eight, as a request names it. Replies and events carry a plain id, so that the list may grow. */
export const disciplineId = z.enum(disciplines.map(({ id }) => id))
export type DisciplineId = z.infer<typeof disciplineId>

/** For people to read; an id that is no longer in the list stands for itself. */
export const disciplineName = (id: string): string => disciplines.find(one => one.id === id)?.name ?? id
