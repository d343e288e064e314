import type { May } from '@weft/service-kit/access'

const rolesFor: Record<string, readonly string[]> = {
  'import-organisation': ['program-office', 'it'],
  'undo-import': ['program-office', 'it'],
  'read-organisation': ['program-office', 'it'],
  // Names of people: whom an import changes, whom a check of the data finds.
  'read-people': ['program-office', 'it'],
  'read-grants': ['program-office', 'auditor'],
  'give-grants': ['program-office'],
  // The door asks on its own behalf, before it knows who is there.
  'read-sign-in': ['door']
}

/** Whether this subject may do this here. What is not named, nobody may. */
export const may: May = ({ roles }, action) => {
  const allowed = Object.hasOwn(rolesFor, action) ? rolesFor[action] : undefined
  return allowed?.some(role => roles.includes(role)) ?? false
}
