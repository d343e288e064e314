import type { Becomes } from '@weft/contracts/program/initiative-api'
import { initiativeChanged, initiativeDecided, initiativeLinked, initiativeMerged, initiativeRegistered } from '@weft/contracts/program/initiative-events'
import { eventOf, type OutEvent } from '@weft/service-kit/event'
import type { Deed } from './decision.ts'
import type { ToldFields } from './fields.ts'

type Head = { id: string, time: string }
type Written = { initiativeId: string, version: number, fields: ToldFields, source: string }

/** What is written of a project now, `registered` or `changed`. `time` is an ISO instant. */
export function writtenEvent (what: 'registered' | 'changed', { initiativeId, version, fields, source }: Written, { id, time }: Head): OutEvent {
  const { title, unitId, ownerId, sponsorId, disciplines, budget, budgetCurrency, startsOn, endsOn } = fields
  return eventOf(what === 'registered' ? initiativeRegistered : initiativeChanged,
    { id, key: initiativeId, time, data: { initiativeId, version, title, unitId, ownerId, sponsorId, disciplines, budget, budgetCurrency, startsOn, endsOn, source } })
}

export const decidedEvent = ({ initiativeId, version, deed, state, mergedInto }: { initiativeId: string, version: number, deed: Deed, state: string, mergedInto: string | null }, { id, time }: Head): OutEvent => mergedInto === null
  ? eventOf(initiativeDecided, { id, key: initiativeId, time, data: { initiativeId, version, decision: deed, state } })
  : eventOf(initiativeMerged, { id, key: initiativeId, time, data: { initiativeId, version, into: mergedInto } })

export const linkedEvent = ({ initiativeId, version, becomes }: { initiativeId: string, version: number, becomes: Becomes | null }, { id, time }: Head): OutEvent =>
  eventOf(initiativeLinked, { id, key: initiativeId, time, data: { initiativeId, version, becomes } })
