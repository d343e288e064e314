import type { May } from '@weft/service-kit/access'

const everything = ['read-waves', 'plan-wave', 'launch-wave', 'close-wave', 're-emit-sheets', 'read-instruments', 'import-past-wave']
const actionsOf: Record<string, readonly string[]> = {
  'program-office': everything,
  analyst: ['read-waves', 'read-instruments'],
  auditor: ['read-waves', 'read-instruments'],
  // That a wave is open, and until when, is for everybody to know: nothing of it counts answers.
  manager: ['read-waves'],
  employee: ['read-waves'],
  /** A command run by hand on the machine itself. */
  operator: ['read-waves', 're-emit-sheets']
}

/** Who may do what here. Nothing here is about one unit. */
export const may: May = ({ roles }, action) =>
  roles.some(role => Object.hasOwn(actionsOf, role) && actionsOf[role]?.includes(action))
