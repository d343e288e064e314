import type { Values } from './person-index.ts'

/** A line of a review's history: what was done, and with which values. */
export type Told = { command: string, data: { items?: readonly Said[], values?: readonly Said[] } }
type Said = { commitmentId: string, value: number }

/** What both sides said last and what counts, by commitment, from the history of a review alone, oldest line first. */
export function valuesFrom (history: readonly Told[]): ReadonlyMap<string, Values> {
  const last = (command: string) => history.findLast(line => line.command === command)?.data
  const [self, boss, agreed] = [last('self-submitted')?.items ?? [], last('boss-submitted')?.items ?? [], last('agreed')?.values ?? []]
  const of = (said: readonly Said[], id: string) => said.find(({ commitmentId }) => commitmentId === id)?.value ?? null
  const ids = new Set([...self, ...boss, ...agreed].map(({ commitmentId }) => commitmentId))
  return new Map([...ids].map(id => [id, { self: of(self, id), boss: of(boss, id), agreed: of(agreed, id) }]))
}
