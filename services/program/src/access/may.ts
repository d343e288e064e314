import type { May, Subject, TreePath } from '@weft/service-kit/access'

const office = ['program-office']
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
  'lead-experiments': ['program-office', 'manager'],
  'read-momentum': everybody,
  'read-signals': ['program-office', 'auditor', 'manager'],
  'review-readiness': ['program-office'],
  'note-buy-in': ['program-office'],
  'remind': ['program-office'],

  // Practices: anybody proposes and keeps an own list; who leads a part decides and adopts, for which unit the route asks.
  'read-practices': everybody,
  'keep-own-statement': everybody,
  'propose-practice': everybody,
  'commit-to-practice': everybody,
  'adopt-practice': ['program-office', 'manager'],
  'decide-practice': ['program-office', 'manager'],
  'load-practices': ['program-office'],
  'take-practices': ['program-office', 'manager', 'auditor'],
  'read-start': everybody,
  'read-plan': everybody,
  'take-part-in-start': everybody,
  'run-start': office,
  'read-quick-wins': everybody,
  'share-quick-win': everybody,
  'thank-for-quick-win': everybody,
  'moderate-quick-wins': ['program-office'],

  // Segments, views, personas, opportunities. What a segment's voice may do besides is asked where the segment is known: anybody of the directory can be one.
  'read-segments': everybody,
  'read-views': ['program-office', 'auditor', 'manager'],
  'speak-for-segments': everybody,
  'add-words': everybody,
  'register-segments': ['program-office', 'manager'],
  'write-views': ['program-office', 'manager']
}

/** Whether this subject may do this here. What is not named, nobody may. */
export const may: May = ({ roles }, action) => {
  const allowed = Object.hasOwn(rolesFor, action) ? rolesFor[action] : undefined
  return allowed?.some(role => roles.includes(role)) ?? false
}

/** Whether somebody speaks for a unit: the program office for every one, a manager for the own one and those below it. */
export const leads = (subject: Pick<Subject, 'roles' | 'scopes'>, path: TreePath): boolean =>
  subject.roles.includes('program-office') || (subject.roles.includes('manager') && path.some(id => subject.scopes.includes(id))) // guard: a unit is led by its own

/** Whether this subject sees how departments see customers, of every segment. */
export const seesViews = (subject: Subject): boolean => may(subject, 'read-views')
