import type { Subject } from '@weft/service-kit/access'

const actions: Record<string, readonly string[]> = {
  'read-scoring': ['program-office', 'analyst'],
  'verify-release': ['program-office', 'analyst']
}

/** Progress and verification are counts and checksums, for both roles; scores are read in reporting, after release. */
export function mayScore ({ roles }: Subject, action: string): boolean {
  return (Object.hasOwn(actions, action) ? actions[action] ?? [] : []).some(role => roles.includes(role))
}
