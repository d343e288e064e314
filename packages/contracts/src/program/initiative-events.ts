import { z } from 'zod'
import { contract } from '../envelope.ts'
import { day, label, sourceId } from '../vocabulary.ts'

const topic = 'int.program.initiative.v1'
const key = 'initiative id'
const anInitiative = '018f0000-0000-7000-8000-0000000000a1'
const another = '018f0000-0000-7000-8000-0000000000a2'

// States and kinds are plain text here: a list may grow without breaking whoever reads.
const base = { initiativeId: z.uuid(), version: z.int().positive().describe('counts up with every change and decision') }

const written = z.object({
  ...base,
  title: z.string().describe('as written'),
  unitId: sourceId.nullable().describe('unit id, where the written one is known'),
  ownerId: sourceId.nullable().describe('person id, where the written one is known'),
  sponsorId: sourceId.nullable().describe('person id'),
  disciplines: z.array(z.string()).describe('ids of disciplines'),
  budget: z.number().nonnegative().nullable().describe('whole units of the currency'),
  budgetCurrency: sourceId.nullable().describe('ISO 4217; null: not said'),
  startsOn: day.nullable(),
  endsOn: day.nullable(),
  source: z.string().describe('by-hand, csv, jira, ms-project or openproject')
})
export type InitiativeWritten = z.infer<typeof written>
const example: InitiativeWritten = { initiativeId: anInitiative, version: 1, title: 'Customer 360', unitId: 'U-10', ownerId: 'P-1001', sponsorId: null, disciplines: ['CC'], budget: 2_400_000, budgetCurrency: 'EUR', startsOn: '2027-01-18', endsOn: '2027-11-30', source: 'jira' }

export const initiativeRegistered = contract<InitiativeWritten>({ topic, key, type: 'initiative-registered', meaning: 'A project came into the portfolio, by hand or by file.', content: 'personal', data: written, example })
export const initiativeChanged = contract<InitiativeWritten>({ topic, key, type: 'initiative-changed', meaning: 'What is said of a project was changed.', content: 'personal', data: written, example: { ...example, version: 2 } })

const decided = z.object({
  ...base,
  decision: z.string().describe('kept, adopted, retired, rejected or reopened'),
  state: z.string().describe('undecided, kept, adopted, retired or rejected')
})
export type InitiativeDecided = z.infer<typeof decided>
export const initiativeDecided = contract<InitiativeDecided>({
  topic, key, type: 'initiative-decided', content: 'structure',
  meaning: 'The program office decided what becomes of a project. The reason stays with the project.',
  data: decided, example: { initiativeId: anInitiative, version: 3, decision: 'kept', state: 'kept' }
})

const merged = z.object({ ...base, into: z.uuid().describe('the initiative that goes on') })
export type InitiativeMerged = z.infer<typeof merged>
export const initiativeMerged = contract<InitiativeMerged>({
  topic, key, type: 'initiative-merged', content: 'structure',
  meaning: 'A project goes on as part of another. Its own history stays.',
  data: merged, example: { initiativeId: anInitiative, version: 3, into: another }
})

const linked = z.object({ ...base, becomes: z.object({ kind: z.string().describe('priority, milestone or commitment'), id: z.uuid().nullable(), text: label.nullable() }).nullable().describe('null: the link was taken away') })
export type InitiativeLinked = z.infer<typeof linked>
export const initiativeLinked = contract<InitiativeLinked>({
  topic, key, type: 'initiative-linked', content: 'structure',
  meaning: 'A project of the program became a priority, a milestone or a commitment.',
  data: linked, example: { initiativeId: anInitiative, version: 4, becomes: { kind: 'priority', id: another, text: null } }
})
