import type { RoleName } from '@weft/contracts/vocabulary'

export type Action =
  | 'see-audit' | 'see-held-up'
  | 'see-program' | 'see-whole' | 'see-own-units' | 'see-scores' | 'see-waves' | 'hold-keys'
  | 'take-part' | 'see-portfolio' | 'lead-part' | 'run-program' | 'see-roll-up' | 'see-effect' | 'verify-index'
  | 'see-organisation' | 'import-people' | 'see-grants' | 'give-grants' | 'run-waves' | 'import-past-wave'

/** Home, and what the whole organisation reached. */
const ofEverybody: readonly Action[] = ['see-program', 'see-whole', 'take-part']
const ofReaders: readonly Action[] = [...ofEverybody, 'see-own-units', 'see-scores', 'see-waves', 'hold-keys']
const allowed: Record<RoleName, readonly Action[]> = {
  'program-office': [...ofReaders, 'see-organisation', 'import-people', 'see-grants', 'give-grants', 'see-audit', 'run-waves', 'import-past-wave', 'see-portfolio', 'lead-part', 'run-program', 'see-roll-up', 'see-effect', 'verify-index'],
  analyst: [...ofReaders, 'see-roll-up', 'see-effect'],
  it: ['see-program', 'take-part', 'see-organisation', 'import-people', 'see-held-up', 'hold-keys'],
  auditor: [...ofEverybody, 'see-portfolio', 'see-waves', 'see-grants', 'see-audit', 'see-roll-up', 'see-effect', 'verify-index'],
  manager: [...ofEverybody, 'see-own-units', 'see-portfolio', 'lead-part', 'see-roll-up'],
  employee: ofEverybody
}

/** What the door offers to whom. The services decide again on their own, and about which unit. */
export const may = (roles: readonly RoleName[], action: Action): boolean => roles.some(role => allowed[role].includes(action))
