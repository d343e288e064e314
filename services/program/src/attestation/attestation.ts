import { ratingNames, type Attested } from '@weft/contracts/program/attestation-api'
import type { Priority } from '@weft/contracts/program/priority-api'
import { Refusal } from '@weft/service-kit/refusal'

/** Ratings in the order they are stored: three for each priority of the version, in its order. Throws `Refusal('invalid', 'not-all-rated')`. */
export function inOrder (priorities: readonly Priority[], said: readonly Attested[]): (number | null)[] {
  const of = new Map(said.map(one => [one.priorityId, one]))
  if (of.size !== said.length || said.length !== priorities.length || priorities.some(({ priorityId }) => !of.has(priorityId))) {
    throw new Refusal('invalid', 'not-all-rated', 'Answer for each of the priorities once. “I would rather not say” is an answer too.')
  }
  return priorities.flatMap(({ priorityId }) => ratingNames.map(name => of.get(priorityId)?.[name] ?? null))
}

/** The other way round. */
export const outOfOrder = (priorities: readonly Priority[], ratings: readonly (number | null)[]): Attested[] =>
  priorities.map(({ priorityId }, at) => {
    const [understand = null, agree = null, motivated = null] = ratings.slice(3 * at, 3 * at + 3)
    return { priorityId, understand, agree, motivated }
  })
