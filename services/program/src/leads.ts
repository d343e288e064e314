import { reaches, type Subject, type TreePath } from '@weft/service-kit/access'

/** Whether somebody speaks for a unit: the program office for every one, a manager for the own one and those below it. */
export const leads = (subject: Pick<Subject, 'roles' | 'scopes'>, path: TreePath): boolean =>
  subject.roles.includes('program-office') || (subject.roles.includes('manager') && reaches(subject, path)) // guard: a unit is led by its own
