import { z } from 'zod'
import { label, sourceId } from '../vocabulary.ts'

/** A response rate of a unit with at least 2k invited: a band of people, ends included, at least k wide. Never a list, never an exact count. */
const rateBand = z.object({ unitId: sourceId, name: label, invited: z.int(), atLeast: z.int(), atMost: z.int() })

/** GET /waves/:waveId/participation */
export const participationReply = z.object({
  waveId: z.uuid(),
  state: z.enum(['waiting-for-organisation', 'frozen', 'inviting', 'invited', 'clearing', 'cleared', 'audience-refused']),
  refusal: z.string().nullable().describe('why no audience could be frozen, in a sentence'),
  organisationVersion: z.int().nullable(),
  invited: z.int().describe('people in the audience'),
  mailed: z.int().describe('invitations handed to the mail server'),
  newPeople: z.int().describe('people who appeared here in the 30 days before launch'),
  newUnits: z.int(),
  vaultKey: z.enum(['kept', 'lost', 'destroyed', 'none']),
  catching: z.boolean().describe('true when mail goes to the catching server, so whoever runs the machine sees links'),
  rates: z.array(rateBand).max(200).describe('largest units first')
})
export type ParticipationReply = z.infer<typeof participationReply>
