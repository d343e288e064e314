import type { Subject } from '@weft/service-kit/access'

const everything = ['read-waves', 'plan-wave', 'launch-wave', 'close-wave', 're-emit-sheets', 'read-instruments', 'import-past-wave']
const actionsOf: Record<string, readonly string[]> = {
  'program-office': everything,
  analyst: ['read-waves', 'read-instruments'],
  /** A command run by hand on the machine itself. */
  operator: ['read-waves', 're-emit-sheets']
}

/** Who may do what here. */
export const may = ({ roles }: Subject, action: string): boolean =>
  roles.some(role => Object.hasOwn(actionsOf, role) && actionsOf[role]?.includes(action))
