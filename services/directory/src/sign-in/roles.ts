import type { RoleName } from '@weft/contracts/vocabulary'

/**
 * The roles of a sign-in name. `own`: what the directory says of it, null when nothing. While nobody holds the program-office role,
 * the first sign-in of the installation has it, so that a platform that starts empty can be filled.
 */
export function rolesOf (own: RoleName | null, { isFirst, officeHeld }: { isFirst: boolean, officeHeld: boolean }): RoleName[] {
  const roles = new Set<RoleName>()
  if (isFirst && !officeHeld) roles.add('program-office')
  if (own !== null) roles.add(own)
  return [...roles]
}
