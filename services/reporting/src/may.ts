import type { Subject } from '@weft/service-kit/access'

const readers = ['program-office', 'analyst']

/** Whatever was released, program office and analysts may read; nothing here can be changed by a call. */
export function may ({ roles }: Subject, action: string): boolean {
  return action.startsWith('read-') && roles.some(role => readers.includes(role))
}
