import type { Subject } from '@weft/service-kit/access'

const actions: Record<string, readonly string[]> = {
  'read-scoring': ['program-office'],
  'verify-release': ['program-office']
}

/** Progress and verification are the program office's; scores are read in reporting, after release. */
export function mayScore ({ roles }: Subject, action: string): boolean {
  return (Object.hasOwn(actions, action) ? actions[action] ?? [] : []).some(role => roles.includes(role))
}
