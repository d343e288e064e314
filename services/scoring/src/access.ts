import type { May } from '@weft/service-kit/access'

const actions: Record<string, readonly string[]> = {
  'read-scoring': ['program-office', 'analyst', 'auditor'],
  'verify-release': ['program-office', 'analyst', 'auditor']
}

/** Progress and verification are counts and checksums; scores are read in reporting, after release. */
export const mayScore: May = ({ roles }, action) =>
  (Object.hasOwn(actions, action) ? actions[action] ?? [] : []).some(role => roles.includes(role))
