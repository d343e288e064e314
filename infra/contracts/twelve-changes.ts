import { z } from 'zod'
import { judge, schemaOf, type Judgement } from './event-gate.ts'
import { samplesOf } from './samples.ts'

const base = {
  unitId: z.string(),
  people: z.int().min(1).max(100),
  rank: z.enum(['leader', 'staff']),
  note: z.string().optional()
}
const without = <Key extends keyof typeof base>(key: Key) => Object.fromEntries(Object.entries(base).filter(([name]) => name !== key)) as Omit<typeof base, Key>

export type Change = { change: string, before?: Record<string, z.ZodType>, after: Record<string, z.ZodType>, key?: string }

/** What can happen to a contract, each tried on one small event. `key` is what its records are ordered by, where it changes. */
export const changes: readonly Change[] = [
  { change: 'optional field added', after: { ...base, since: z.iso.date().optional() } },
  { change: 'required field added', after: { ...base, since: z.iso.date() } },
  { change: 'field removed', after: without('unitId') },
  { change: 'type changed', after: { ...base, people: z.string() } },
  { change: 'enum value added', after: { ...base, rank: z.enum(['leader', 'manager', 'staff']) } },
  { change: 'enum value removed', after: { ...base, rank: z.enum(['leader']) } },
  { change: 'field renamed', after: { ...without('unitId'), groupId: z.string() } },
  { change: 'bound tightened', after: { ...base, people: z.int().min(1).max(50) } },
  { change: 'bound loosened', after: { ...base, people: z.int().min(1).max(200) } },
  { change: 'nullable added', after: { ...base, unitId: z.string().nullable() } },
  { change: 'default added', after: { ...base, unitId: z.string().default('U-1') } },
  { change: 'topic key changed', after: base, key: 'wave id' },
  // Besides the twelve, where the answer is not plain.
  { change: 'optional field removed', after: without('note') },
  { change: 'optional field made required', after: { ...base, note: z.string() } },
  { change: 'required field made optional', after: { ...base, unitId: z.string().optional() } },
  { change: 'value added to an enum declared open', before: { ...base, rank: z.enum(['leader', 'staff']).or(z.string()) }, after: { ...base, rank: z.enum(['leader', 'manager', 'staff']).or(z.string()) } }
]

export type Tried = { change: string, judgement: Judgement, newReadsOld: boolean, oldReadsNew: boolean, sameKey: boolean, allowed: boolean }

const none = (parts: Judgement['newReadsOld']) => parts.bySchema.length === 0 && parts.bySamples.length === 0

/** Puts each change to the gate that the real contracts go through. */
export function tryChanges (): readonly Tried[] {
  return changes.map(({ change, before = base, after, key = 'unit id' }) => {
    const schema = schemaOf(z.object(before))
    const judgement = judge({ schema, samples: samplesOf(schema) }, z.object(after))
    const [newReadsOld, oldReadsNew, sameKey] = [none(judgement.newReadsOld), none(judgement.oldReadsNew), key === 'unit id']
    return { change, judgement, newReadsOld, oldReadsNew, sameKey, allowed: newReadsOld && oldReadsNew && sameKey }
  })
}
