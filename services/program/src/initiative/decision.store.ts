import type { DecisionRequest } from '@weft/contracts/program/initiative-api'
import type { Sql } from '@weft/service-kit/database'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { Refusal } from '@weft/service-kit/refusal'
import { noteHappening, takeBackHappening } from '../momentum/happening.store.ts'
import type { Kind } from '../momentum/kinds.ts'
import { decide } from './decision.ts'
import { decidedEvent, writtenEvent } from './events-of-initiative.ts'
import { fieldsOf, findInitiative, lockedInitiative, saveStep, type Row } from './initiative.store.ts'

type Taken = { initiativeId: string, request: DecisionRequest, /** Subject of whoever decides. */ by: string, time: Date, newId: () => string }

/** Takes one decision: its version, its events and its news, in the transaction of the caller. Throws what `decide` and `lockedInitiative` throw, and `no-such-person`. */
export async function takeDecision (tx: Sql, { initiativeId, request: { kind, version, reason, into: intoId, owner, ownerId }, by, time, newId }: Taken): Promise<{ initiativeId: string, version: number }> {
  const row = await lockedInitiative(tx, initiativeId, version, intoId == null ? [] : [intoId])
  const into = intoId == null ? undefined : await findInitiative(tx, intoId)
  const leads = kind === 'adopt' ? await newOwner(tx, owner ?? null, ownerId ?? null) : null
  const { state, mergedInto, deed } = decide({ ...row, owner: row.owner ?? row.ownerName }, { kind, into, newOwner: leads?.owner ?? null })
  const fields = leads === null ? fieldsOf(row) : { ...fieldsOf(row), ...leads }
  const becomes = row.becomesKind !== null && (state === 'kept' || state === 'adopted') ? { kind: row.becomesKind, id: row.becomesId, text: row.becomesText } : null
  const next = { initiativeId, version: version + 1, fields }
  await saveStep(tx, { ...next, what: deed, state, mergedInto, becomes, reason }, { by, now: time })
  const head = () => ({ id: newId(), time: time.toISOString() })
  await appendToOutbox(tx, [...leads === null ? [] : [writtenEvent('changed', { ...next, source: row.format }, head())], decidedEvent({ ...next, deed, state, mergedInto }, head())])
  await tellHappening(tx, row, state, into, time.toISOString().slice(0, 10))
  return { initiativeId, version: version + 1 }
}

/** Who leads an adopted project from now on: somebody whom the directory knows, or a name. Null: nobody was named. Throws `no-such-person`. */
async function newOwner (tx: Sql, owner: string | null, ownerId: string | null): Promise<{ owner: string, ownerId: string | null } | null> {
  if (ownerId === null) return owner === null ? null : { owner, ownerId: null }
  const { rows: [person] } = await tx.query<{ name: string }>(/* sql */ `select p.name from person p where p.person_id = $1`, [ownerId])
  if (person === undefined) throw new Refusal('invalid', 'no-such-person', 'The directory knows nobody with this id.')
  return { owner: owner ?? person.name, ownerId }
}

const kindOf: Partial<Record<Row['state'], Kind>> = { kept: 'project-kept', merged: 'project-merged', adopted: 'project-adopted', retired: 'project-retired', rejected: 'project-rejected' }

/** What was decided before is no longer so; what is decided now is news of today. */
async function tellHappening (tx: Sql, { initiativeId, title, unitId, state: before }: Row, state: Row['state'], into: Row | undefined, day: string): Promise<void> {
  const [old, kind] = [kindOf[before], kindOf[state]]
  if (old !== undefined) await takeBackHappening(tx, { kind: old, about: initiativeId })
  if (kind === undefined) return
  const what = state === 'merged' ? `The project ${title} was merged into ${into?.title ?? 'another'}` : `The project ${title} was ${state}`
  await noteHappening(tx, { kind, about: initiativeId, what, href: `/program/projects/${initiativeId}`, unitId, day })
}
