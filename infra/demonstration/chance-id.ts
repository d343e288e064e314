import { createHash } from 'node:crypto'

/** An id that comes out the same for the same words: a form that is sent twice then makes one thing. RFC 9562, version 8. */
export function idOf (...words: readonly (string | number)[]): string {
  const hex = createHash('sha256').update(words.join('\n')).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
