import type { RoleName } from '@weft/contracts/vocabulary'

export type Action =
  | 'see-program' | 'see-scores' | 'see-waves' | 'hold-keys'
  | 'see-organisation' | 'import-people' | 'run-waves' | 'import-past-wave'

const ofEverybody: readonly Action[] = ['see-program', 'see-scores', 'see-waves', 'hold-keys']
const allowed: Record<RoleName, readonly Action[]> = {
  'program-office': [...ofEverybody, 'see-organisation', 'import-people', 'run-waves', 'import-past-wave'],
  analyst: ofEverybody
}

/** What the door offers to whom. The services decide again on their own. */
export const may = (roles: readonly RoleName[], action: Action): boolean => roles.some(role => allowed[role].includes(action))
