import { z } from 'zod'
import { contract } from '../envelope.ts'
import { bands, day, label, rank, sha256, sourceId } from '../vocabulary.ts'

const person = z.object({
  personId: sourceId.describe('as the HR system calls them'),
  name: label,
  email: z.email().max(254),
  unitId: sourceId.describe('where they work'),
  bossId: sourceId.nullable().describe('person id'),
  rank,
  bands: bands.describe('coarse properties that a wave may declare'),
  since: day.describe('the day this person first appeared here; somebody invented just before a launch could unmask a real one'),
  version: z.int().positive().describe('of the organisation, in which they last changed')
})
export type Person = z.infer<typeof person>

export const personChanged = contract<Person>({
  topic: 'int.directory.person.v1',
  type: 'person-changed',
  meaning: 'A person joined, moved or changed; a tombstone when they left.',
  key: 'person id',
  content: 'personal',
  data: person,
  example: { personId: 'P-1001', name: 'Ana Ruiz', email: 'ana.ruiz@example.org', unitId: 'U-10', bossId: null, rank: 'leader', bands: { location: 'North' }, since: '2026-01-05', version: 1 }
})

const unit = z.object({
  unitId: sourceId.describe('as the HR system calls it'),
  parentId: sourceId.nullable().describe('the unit above; null at the root'),
  name: label.describe('for people to read'),
  since: day.describe('the day it first appeared here'),
  version: z.int().positive().describe('of the organisation, in which it last changed')
})
export type Unit = z.infer<typeof unit>

export const unitChanged = contract<Unit>({
  topic: 'pub.directory.unit.v1',
  type: 'unit-changed',
  meaning: 'A unit was added, renamed or moved in the tree; a tombstone when it ended. Carries no people.',
  key: 'unit id',
  content: 'structure',
  data: unit,
  example: { unitId: 'U-10', parentId: 'U-1', name: 'Claims', since: '2026-01-05', version: 1 }
})

const organisation = z.object({
  version: z.int().positive().describe('counts up with each import that changed anything'),
  people: z.int().nonnegative().describe('how many'),
  units: z.int().nonnegative().describe('how many'),
  peopleSum: sha256.describe('sum of hashes (service-kit/checksum) over the latest data of every person: equal state, equal sum'),
  unitsSum: sha256.describe('the same over every unit')
})
export type Organisation = z.infer<typeof organisation>

export const organisationVersioned = contract<Organisation>({
  topic: 'int.directory.organisation.v1',
  type: 'organisation-versioned',
  meaning: 'A version of the organisation is complete: whoever holds state with these sums holds all of it.',
  key: '"organisation"',
  content: 'structure',
  data: organisation,
  example: { version: 1, people: 980, units: 60, peopleSum: '0'.repeat(64), unitsSum: '0'.repeat(64) }
})

const account = z.object({
  personId: sourceId,
  subject: z.uuid().describe('what the door calls them in its tokens: services know who asks by it, and by nothing else')
})
export type Account = z.infer<typeof account>

export const accountChanged = contract<Account>({
  topic: 'int.directory.account.v1',
  type: 'account-changed',
  meaning: 'By which opaque subject a person comes through the door; a tombstone when they left.',
  key: 'person id',
  content: 'personal',
  data: account,
  example: { personId: 'P-1001', subject: '6f2d9a4e-5b1c-4f0a-9c7e-2a8d3b6e1f50' }
})
