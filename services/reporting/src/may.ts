import { reaches, type May, type Subject, type TreePath } from '@weft/service-kit/access'

const everybody = ['program-office', 'analyst', 'auditor', 'manager', 'employee']
const readersOfAll = ['program-office', 'analyst']

/** Action → roles that may do it wherever it is about. */
const rolesFor: Record<string, readonly string[]> = {
  'read-releases': everybody,
  'read-progress': everybody,
  'read-whole': everybody,
  'read-heat-map': readersOfAll,
  'read-unit': readersOfAll,
  'read-scores': readersOfAll
}
/** What a manager may do besides, in the own units and below. */
const ofOwnUnits: ReadonlySet<string> = new Set(['read-heat-map', 'read-unit'])
/** What the whole organisation reached is for all who work in it. */
const isWhole = (where: TreePath | 'anywhere') => where === 'anywhere' || where.length === 1

/** Whoever sees every unit that was released, and not only the own ones. */
export const seesAll = ({ roles }: Pick<Subject, 'roles'>): boolean => roles.some(role => readersOfAll.includes(role))

/** The units whose values this subject sees, each with all below it. */
export const scopesOf = ({ roles, scopes }: Pick<Subject, 'roles' | 'scopes'>): readonly string[] => roles.includes('manager') ? scopes : []

/** Whether this subject may read this. Nothing here can be changed by a call. */
export const may: May = (subject, action, where) => {
  const { roles, scopes } = subject
  if (Object.hasOwn(rolesFor, action) && roles.some(role => rolesFor[action]?.includes(role))) return true
  if (where === undefined) return false
  if (action === 'read-unit' && isWhole(where) && roles.some(role => everybody.includes(role))) return true
  if (!roles.includes('manager') || !ofOwnUnits.has(action)) return false
  return where === 'anywhere' ? scopes.length > 0 : reaches(subject, where)
}
