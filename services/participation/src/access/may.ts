import type { May } from '@weft/service-kit/access'

const rolesFor: Record<string, readonly string[]> = {
  'read-participation': ['program-office'],
  'send-reminders': ['program-office'],
  'destroy-vault-key': ['program-office']
}

/** Whether this subject may do this here. What is not named, nobody may. */
export const may: May = ({ roles }, action) => {
  const allowed = Object.hasOwn(rolesFor, action) ? rolesFor[action] : undefined
  return allowed?.some(role => roles.includes(role)) ?? false
}
