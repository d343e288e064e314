import { z } from 'zod'
import { contract } from '../envelope.ts'
import { day, sourceId } from '../vocabulary.ts'
import { handoverState } from './handover-api.ts'

const handover = z.object({
  handoverId: z.uuid(), commitmentId: z.uuid().describe('as it is of who promised it'), from: sourceId, to: sourceId, by: sourceId.nullable().describe('who asked for it: the boss; null: the program office'),
  state: handoverState, on: day, takenAs: z.uuid().nullable().describe('the commitment of its new owner, once accepted')
})
export type HandoverChanged = z.infer<typeof handover>

export const handoverChanged = contract<HandoverChanged>({
  topic: 'int.commitments.handover.v1', key: 'handover id', type: 'handover-changed', content: 'personal',
  meaning: 'Somebody is asked to take over what somebody else promised, or answered. Once accepted, the old commitment ends and a new one goes on, which counts from the next quarter.',
  data: handover,
  example: { handoverId: '018f0000-0000-7000-8000-0000000000d1', commitmentId: '018f0000-0000-7000-8000-0000000000c1', from: 'P-100', to: 'P-101', by: 'P-10', state: 'asked', on: '2026-11-24', takenAs: null }
})
