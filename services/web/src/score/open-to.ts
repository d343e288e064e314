/** Whether the unit at this place of a path is a reader's own or below one. `scopes` null: every unit is. */
export const isOpenTo = (scopes: readonly string[] | null, path: readonly { unitId: string }[], place: number): boolean =>
  scopes === null || path.slice(0, place + 1).some(({ unitId }) => scopes.includes(unitId))
