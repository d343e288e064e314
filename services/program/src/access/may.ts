import type { May } from '@weft/service-kit/access'

const everybody = ['program-office', 'analyst', 'auditor', 'manager', 'employee']

/** Action → roles that may do it. What a rank or a unit decides besides is asked where the thing is known. */
const rolesFor: Record<string, readonly string[]> = {
  'read-own-place': everybody,
  'read-units': everybody,

  // Charter, priorities, definition: everybody reads them, the office writes them.
  'read-papers': everybody,
  'take-part': everybody,
  'write-papers': ['program-office'],

  // Projects: who leads a part sees them all, the office decides. How many there are, everybody may know.
  'read-portfolio-figures': everybody,
  'read-portfolio': ['program-office', 'auditor', 'manager'],
  'run-portfolio': ['program-office'],

  // Learning: everybody reads; who leads a unit is asked where the unit is known.
  'read-experiments': everybody,
  'lead-experiments': ['program-office', 'manager']
}

/** Whether this subject may do this here. What is not named, nobody may. */
export const may: May = ({ roles }, action) => {
  const allowed = Object.hasOwn(rolesFor, action) ? rolesFor[action] : undefined
  return allowed?.some(role => roles.includes(role)) ?? false
}
