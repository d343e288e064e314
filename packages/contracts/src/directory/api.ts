import { z } from 'zod'
import { day, label, roleName, sourceId } from '../vocabulary.ts'

const change = z.object({ added: z.int(), changed: z.int(), ended: z.int(), same: z.int() })
/** POST /organisation/imports (multipart: files `units` and `people`, CSV). Whole or not at all. */
export const importReply = z.object({ version: z.int(), changedAnything: z.boolean(), units: change, people: change })
export type ImportReply = z.infer<typeof importReply>

/** GET /organisation */
export const organisationReply = z.object({
  version: z.int().nullable(),
  people: z.int(),
  units: z.int(),
  bands: z.array(sourceId),
  officeSignIns: z.int().describe('people with the program-office role and a sign-in')
})
export type OrganisationReply = z.infer<typeof organisationReply>

/** GET /sign-ins/:signIn (for the door only): who this sign-in name is, and of which units (with all below them) it sees results. 404 `no-such-sign-in` when nobody. */
export const signInReply = z.object({ subject: z.string(), name: label, roles: z.array(roleName).min(1), units: z.array(sourceId).max(20).default([]) })

/** What can be given for a time. The program office itself stands in the people file only; `manager` is given for a unit, the others have no place. */
export const grantedRole = roleName.extract(['analyst', 'it', 'auditor', 'manager'])
/** POST /grants: `signIn` is who gets the role, from the first day to the last, both included. At most a year, and never the giver. */
export const grantRequest = z.strictObject({
  signIn: z.string().min(1).max(254),
  role: grantedRole,
  unitId: sourceId.nullable().default(null),
  fromDay: day,
  untilDay: day,
  reason: z.string().min(1).max(200)
})
export type GrantRequest = z.infer<typeof grantRequest>
export const grant = z.object({
  grantId: z.uuid(),
  /** null: the directory does not know this person any more, and the role works for nobody. */
  name: label.nullable(),
  signIn: z.string().nullable(),
  role: grantedRole,
  unitId: sourceId.nullable(),
  unitName: label.nullable(),
  fromDay: day,
  untilDay: day,
  reason: z.string(),
  givenBy: z.string().describe('subject of who gave it'),
  state: z.enum(['coming', 'current', 'over', 'ended']).describe('over: its last day has passed; ended: taken away before')
})
export type Grant = z.infer<typeof grant>
/** GET /grants?after=: coming and current ones first, then what is past; 50 a page. */
export const grantsReply = z.object({ grants: z.array(grant).max(50), next: z.string().nullable() })
export type GrantsReply = z.infer<typeof grantsReply>
/** POST /grants and POST /grants/:grantId/end */
export const grantReply = z.object({ grantId: z.uuid() })

/** What a column of an import can be. `name`, or `given_name` and `family_name` together. */
export const personField = z.enum(['person', 'name', 'given_name', 'family_name', 'email', 'unit', 'boss', 'rank', 'role', 'sign_in'])
export type PersonField = z.infer<typeof personField>
export const unitField = z.enum(['unit', 'parent', 'name'])
export type UnitField = z.infer<typeof unitField>
const columnName = z.string().min(1).max(10_000)
/** Field → name of the column it is read from. A band takes the column's values under a name of its own. */
const personMapping = z.strictObject({ fields: z.partialRecord(personField, columnName), bands: z.array(z.strictObject({ band: sourceId, column: columnName })).max(20) })
const unitMapping = z.strictObject({ fields: z.partialRecord(unitField, columnName) })
export type PersonMapping = z.infer<typeof personMapping>
export type UnitMapping = z.infer<typeof unitMapping>
/** POST /organisation/import-runs/:runId/mapping: only of files that were sent. */
export const mappingRequest = z.strictObject({ units: unitMapping.optional(), people: personMapping.optional() })
export const importMapping = z.object({ units: unitMapping.optional(), people: personMapping.optional() })
export type ImportMapping = z.infer<typeof importMapping>

/** What to do with all rows of one kind of problem, once for all. */
export const importRule = z.enum(['leave-out', 'keep-first', 'no-boss', 'old-unit', 'as-staff', 'no-role', 'no-sign-in', 'no-band', 'end'])
export type ImportRule = z.infer<typeof importRule>
/** POST /organisation/import-runs/:runId/rules: "people.unknown-boss" → rule. What is not named has no rule. */
export const importRules = z.strictObject({ rules: z.record(z.string().max(60), importRule) })
export type ImportRules = z.infer<typeof importRules>['rules']

export const importFileName = z.enum(['units', 'people'])
const problemGroup = z.object({
  key: z.string().describe('"people.unknown-boss": for a rule'),
  file: importFileName,
  code: z.string(),
  count: z.int().positive(),
  examples: z.array(z.object({ line: z.int().nullable().describe('null: not in the file'), id: z.string(), value: z.string() })).max(3),
  offered: z.array(importRule).describe('rules that would settle it; with none, the file has to be mended'),
  rule: importRule.nullable()
})
export type ProblemGroup = z.infer<typeof problemGroup>

/** What an import would do, or did, to people and units. Those of people: `joins` to `needs-office`, which tells again what only the program office may apply; of units: the rest. */
export const effectKind = z.enum([
  'joins', 'leaves', 'moves', 'changes', 'loses-sign-in', 'gains-sign-in', 'role', 'needs-office',
  'unit-added', 'unit-renamed', 'unit-moved', 'unit-ended', 'unit-falls-below', 'unit-reaches'
])
export type EffectKind = z.infer<typeof effectKind>
const importPreview = z.object({
  baseVersion: z.int().nonnegative().describe('version of the organisation that it was compared with; 0: none'),
  people: change,
  units: change,
  effects: z.partialRecord(effectKind, z.int()),
  leftOut: z.int().describe('rows of the files that are not taken'),
  peopleBefore: z.int(),
  peopleAfter: z.int(),
  needsConfirmation: z.boolean().describe('more than a tenth of the people would leave: applying asks for their number'),
  youLoseAccess: z.boolean().describe('whoever asks has no office and no IT role afterwards')
})
export type ImportPreview = z.infer<typeof importPreview>

const importColumn = z.object({ column: z.string(), samples: z.array(z.string()).max(3) })
const importFile = z.object({
  file: importFileName,
  name: z.string().max(200).describe('as the sender calls it'),
  rows: z.int(),
  encoding: z.enum(['utf-8', 'windows-1252']),
  delimiter: z.string(),
  columns: z.array(importColumn)
})
export type ImportFile = z.infer<typeof importFile>

export const importRunState = z.enum(['matching', 'fixing', 'ready', 'applied', 'undone', 'dropped'])
export type ImportRunState = z.infer<typeof importRunState>
const runLine = z.object({
  runId: z.uuid(),
  number: z.int(),
  state: importRunState,
  startedAt: z.iso.datetime(),
  startedBy: label.nullable().describe('null: the directory does not know them any more'),
  appliedAt: z.iso.datetime().nullable(),
  undoneAt: z.iso.datetime().nullable(),
  version: z.int().nullable().describe('version of the organisation that it made, or found unchanged'),
  files: z.array(z.object({ file: importFileName, name: z.string() })),
  preview: importPreview.nullable()
})
/** GET /organisation/import-runs?after=: newest first, 30 a page. */
export const importRunsReply = z.object({ runs: z.array(runLine).max(30), next: z.int().nullable() })
export type ImportRunsReply = z.infer<typeof importRunsReply>

/** One import: POST /organisation/import-runs, GET /organisation/import-runs/:runId, and the answer to each of its steps. */
export const importRunReply = runLine.extend({
  files: z.array(importFile),
  mapping: importMapping,
  mappingFrom: z.enum(['guess', 'earlier', 'chosen']).describe('guess: by the names of the columns; earlier: as in the latest import; chosen: by somebody'),
  missing: z.array(z.object({ file: importFileName, field: z.string() })).describe('fields without which the file cannot be read'),
  unused: z.array(z.object({ file: importFileName, column: z.string() })),
  groups: z.array(problemGroup),
  undo: z.object({ until: day, refusal: z.string().nullable().describe('null: it can be undone') }).nullable()
})
export type ImportRunReply = z.infer<typeof importRunReply>

/** POST /organisation/import-runs/:runId/apply. `confirmLeavers` must be the number of people who would leave, where that is more than a tenth. */
export const applyRunRequest = z.strictObject({ confirmLeavers: z.int().nonnegative().optional() })

/** GET /organisation/import-runs/:runId/effects?kind=&after=: 100 a page, in the order of their names. */
export const effectsReply = z.object({
  kind: effectKind, total: z.int(),
  effects: z.array(z.object({ id: z.string(), name: z.string(), before: z.string().nullable(), after: z.string().nullable() })).max(100),
  next: z.int().nullable()
})
export type EffectsReply = z.infer<typeof effectsReply>

export const healthCheck = z.enum(['no-boss', 'boss-unknown', 'boss-loop', 'email', 'empty-unit', 'ended-unit', 'small-unit', 'no-sign-in'])
export type HealthCheck = z.infer<typeof healthCheck>
/** GET /organisation/health: how good the data of people and units is. Never anything of answers. */
export const healthReply = z.object({
  version: z.int().nullable(),
  people: z.int(),
  units: z.int(),
  lastImport: z.object({ runId: z.uuid(), number: z.int(), at: z.iso.datetime(), daysAgo: z.int() }).nullable(),
  checks: z.array(z.object({ check: healthCheck, count: z.int(), before: z.int().nullable().describe('before the latest import; null: not known') }))
})
export type HealthReply = z.infer<typeof healthReply>
/** GET /organisation/health/:check?after=: who or what it is, 100 a page, by id. */
export const healthListReply = z.object({
  check: healthCheck,
  found: z.array(z.object({ id: z.string(), name: z.string(), detail: z.string().nullable() })).max(100),
  next: z.string().nullable()
})
export type HealthListReply = z.infer<typeof healthListReply>
