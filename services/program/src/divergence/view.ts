/** How one department sees one segment of customers. A statement is addressed by its field and place: `needs.0` is the first need. */
export type View = {
  department: string
  needs: string[]
  pains: string[]
  goals: string[]
  life: string
  contribution: string
}

export type Field = 'needs' | 'pains' | 'goals'
export type Place = `${Field}.${number}`
export type Statement = { at: Place, field: Field, text: string }

/** Two statements that belong together, with the reason in words that a reader of both views can check. `sure` goes from 0 to 1. */
export type Linked = { a: Place, b: Place, why: string, sure: number }

/**
 * What comes of laying two views side by side. Every need, pain and goal of both stands in exactly one list:
 * it contradicts, it matches, or the other department says nothing of the kind.
 */
export type Divergence = {
  contradicts: boolean
  contradictions: Linked[]
  matches: Linked[]
  onlyA: Place[]
  onlyB: Place[]
}

/** Needs, pains and goals of a view with their addresses. Life and contribution are told, not compared. */
export const statementsOf = (view: View): Statement[] =>
  (['needs', 'pains', 'goals'] as const).flatMap(field =>
    view[field].map((text, place) => ({ at: `${field}.${place}` as const, field, text })))
