import type { RoleName } from '@weft/contracts/vocabulary'

/** Roles as they are called on screen. */
export const roleNames: Record<RoleName, string> = {
  'program-office': 'Program office', analyst: 'Analyst', it: 'IT', auditor: 'Auditor', manager: 'Manager', employee: 'Employee'
}
