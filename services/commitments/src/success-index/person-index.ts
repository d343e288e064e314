import { gapOf, type Pair } from './agreement.ts'
import { eligible } from './eligible.ts'
import { byDiscipline, byHorizon, successIndex, type Index, type Item } from './success-index.ts'

/** What each of the two said of an item, and what counts in the end; null: not said, not settled. */
export type Values = { self: number | null, boss: number | null, agreed: number | null }
export type Reviewed = Omit<Item, 'progress'> & Values
export type Side = keyof Values

/** Items as one side values them; what that side says nothing of (made after it was sent) is not part of its index. */
export const itemsBy = (items: readonly Reviewed[], side: Side): Item[] =>
  items.flatMap(({ self, boss, agreed, ...item }) => { const progress = { self, boss, agreed }[side]; return progress === null ? [] : [{ ...item, progress }] })

export type PersonIndex = {
  items: number, self: number | null, boss: number | null, agreed: number | null
  byHorizon: Record<string, number>, byDiscipline: Record<string, number>
}

/** A person's three indices of a quarter, and the agreed one in its parts. `agreed` counts only where the review ended with values (`isAgreed`). */
export function personIndexOf (items: readonly Reviewed[], lastDay: string, isAgreed: boolean): PersonIndex {
  const agreed = isAgreed ? itemsBy(items, 'agreed') : []
  return {
    items: items.filter(item => eligible(item, lastDay)).length,
    self: successIndex(itemsBy(items, 'self'), lastDay).value, boss: successIndex(itemsBy(items, 'boss'), lastDay).value, agreed: successIndex(agreed, lastDay).value,
    byHorizon: valuesOf(Object.entries(byHorizon(agreed, lastDay))), byDiscipline: valuesOf([...byDiscipline(agreed, lastDay)])
  }
}

const valuesOf = (all: readonly (readonly [string, Index])[]): Record<string, number> => Object.fromEntries(all.flatMap(([name, { value }]) => value === null ? [] : [[name, value]]))

/** Self less boss, where both are there. */
export const gapIn = ({ self, boss }: Pick<PersonIndex, 'self' | 'boss'>) => gapOf(self, boss)

/** What both said of the same items that count. */
export const pairsIn = (items: readonly Reviewed[], lastDay: string): Pair[] =>
  items.filter(item => eligible(item, lastDay)).flatMap(({ self, boss }) => self === null || boss === null ? [] : [[self, boss] as const])
