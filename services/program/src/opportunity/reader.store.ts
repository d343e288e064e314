import type { Subject } from '@weft/service-kit/access'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import { reachedUnits } from '../organisation/reach.store.ts'
import { findWho } from '../organisation/who.store.ts'
import type { OpportunityRow } from './opportunity.ts'
import type { Reader } from './opportunity.store.ts'

export const readerOf = async (sql: Sql, subject: Subject): Promise<Reader> => ({
  reached: await reachedUnits(sql, subject), isOffice: subject.roles.includes('program-office'), personId: (await findWho(sql, subject.subject))?.personId ?? null
})

/** Who may change an opportunity: whoever writes for one of the two units, its owner, the voice of the segment, the office. */
export function mustTouch ({ reached, isOffice, personId }: Reader, { unitA, unitB, ownerId, voiceId }: Pick<OpportunityRow, 'unitA' | 'unitB' | 'ownerId'> & { voiceId: string | null }): void {
  const isOf = (id: string) => reached === 'all' || reached.has(id)
  const isNamed = personId !== null && (personId === ownerId || personId === voiceId)
  if (!isOffice && !isNamed && !isOf(unitA) && !isOf(unitB)) throw new Refusal('forbidden', 'not-your-opportunity', 'Only the two units, the owner, the voice of the segment and the program office change this.')
}
