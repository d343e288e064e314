import { MOST_PER_CHUNK, tokensRedeemed } from '@weft/contracts/survey/events'
import { eventOf, type OutEvent } from '@weft/service-kit/event'

type Telling = { waveId: string, day: string, final: boolean, hashes: readonly string[] }

/** All redeemed hashes of a wave, sorted, in parts; one empty part when there are none. Their order says nothing of when they came. */
export function redemptionEvents ({ waveId, day, final, hashes }: Telling, newId: () => string): OutEvent[] {
  const sorted = [...hashes].sort() // guard: sorted redemption
  const parts = Math.max(1, Math.ceil(sorted.length / MOST_PER_CHUNK))
  return Array.from({ length: parts }, (_, part) => eventOf(tokensRedeemed, {
    id: newId(), key: waveId, time: day,
    data: { waveId, day, part, parts, final, hashes: sorted.slice(part * MOST_PER_CHUNK, (part + 1) * MOST_PER_CHUNK) }
  }))
}

/** Whether it is time to tell: once on each day (UTC) after the last one, from this hour on. */
export const isTimeToTell = (now: Date, lastDay: string, hour: number): boolean =>
  now.getUTCHours() >= hour && now.toISOString().slice(0, 10) > lastDay
