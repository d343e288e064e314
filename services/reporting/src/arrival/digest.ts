import { createHash } from 'node:crypto'
import type { Score } from '@weft/contracts/scoring/events'
import { canonical } from '@weft/service-kit/checksum'

/**
 * SHA-256 of the canonical JSON of a list of scores, taken in page by page: the same as `hashOf` of the whole list, without holding it.
 * A manifest's is over all scores of its release, each as its event carries it, by unit id and then factor id, both by code point.
 */
export function digest () {
  const hash = createHash('sha256').update('[')
  let first = true
  return {
    add: (scores: readonly Score[]): void => {
      for (const score of scores) {
        hash.update(first ? canonical(score) : `,${canonical(score)}`)
        first = false
      }
    },
    hex: (): string => hash.update(']').digest('hex')
  }
}
