import { roleName, type RoleName } from '@weft/contracts/vocabulary'
import { v5 } from 'uuid'

/** What the directory knows of a sign-in name. */
export type Known = {
  role: RoleName | null
  unitId: string
  isBoss: boolean
  /** What is given to them for today. */
  grants: readonly { role: RoleName, unitId: string | null }[]
}
export type Rights = { roles: RoleName[], units: string[] }

/**
 * The roles of a sign-in name, and the units whose results it sees. `own`: what the directory says of it, null when nothing. Whoever is
 * known is an employee; whoever is somebody's boss, or called one, is a manager of the own unit; a role given for a unit adds that unit. While nobody holds the program-office
 * role, the first sign-in of the installation has it, so that a platform that starts empty can be filled.
 */
export function rightsOf (own: Known | null, { isFirst, officeHeld }: { isFirst: boolean, officeHeld: boolean }): Rights {
  const roles = new Set<RoleName>()
  if (isFirst && !officeHeld) roles.add('program-office')
  if (own === null) return { roles: [...roles], units: [] }
  const { role, unitId, isBoss, grants } = own
  roles.add('employee')
  const units = isBoss || role === 'manager' ? [unitId] : []
  for (const given of [...isBoss ? ['manager'] as const : [], ...role === null ? [] : [role], ...grants.map(one => one.role)]) roles.add(given)
  return { roles: roleName.options.filter(one => roles.has(one)), units: [...new Set([...units, ...grants.flatMap(one => one.unitId ?? [])])] }
}

/** The subject of the first sign-in of an installation, which the directory does not know as a person. `signIn` is in lower case. */
export const firstSubject = (signIn: string): string => v5(`first-office:${signIn}`, v5.URL)
