import { roleName, type RoleName } from '@weft/contracts/vocabulary'

/** What the directory knows of a sign-in name. */
export type Known = { role: RoleName | null, unitId: string, isBoss: boolean }
export type Rights = { roles: RoleName[], units: string[] }

/**
 * The roles of a sign-in name, and the units whose results it sees. `own`: what the directory says of it, null when nothing. Whoever is
 * known is an employee; whoever is somebody's boss, or called one, is a manager of the own unit. While nobody holds the program-office
 * role, the first sign-in of the installation has it, so that a platform that starts empty can be filled.
 */
export function rightsOf (own: Known | null, { isFirst, officeHeld }: { isFirst: boolean, officeHeld: boolean }): Rights {
  const roles = new Set<RoleName>()
  if (isFirst && !officeHeld) roles.add('program-office')
  if (own !== null) roles.add('employee')
  if (own?.isBoss === true) roles.add('manager')
  if (own !== null && own.role !== null) roles.add(own.role)
  return { roles: roleName.options.filter(role => roles.has(role)), units: own !== null && roles.has('manager') ? [own.unitId] : [] }
}
