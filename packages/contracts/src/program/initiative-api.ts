import { z } from 'zod'
import { day, label } from '../vocabulary.ts'
import { disciplineId } from './discipline-api.ts'

const text = (most: number) => z.string().trim().min(1).max(most).regex(/^[^\p{Cs}\0]+$/u)
const line = (most: number) => z.string().trim().min(1).max(most).regex(/^[^\p{Cc}\p{Cs}]+$/u)
/** Ids of people and units as the directory calls them. */
const otherId = z.string().min(1).max(64)

export const initiativeState = z.enum(['undecided', 'kept', 'merged', 'adopted', 'retired', 'rejected'])
export type InitiativeState = z.infer<typeof initiativeState>
export const sourceFormat = z.enum(['by-hand', 'csv', 'jira', 'ms-project', 'openproject'])
export type SourceFormat = z.infer<typeof sourceFormat>

/** What is said of a project, by hand or by file. A field that is null says nothing. */
export const initiativeFields = z.strictObject({
  title: line(200),
  goal: text(4_000).nullable(),
  owner: line(200).nullable().describe('who leads it, as written'),
  ownerId: otherId.nullable().describe('person id, where that is known'),
  sponsor: line(200).nullable(),
  sponsorId: otherId.nullable(),
  unit: line(200).nullable().describe('the unit it belongs to, as written'),
  unitId: otherId.nullable(),
  disciplines: z.array(disciplineId).max(8),
  segments: z.array(line(100)).max(20).describe('groups of customers that it is about'),
  customers: line(500).nullable().describe('for whom it is, as written'),
  budget: z.number().min(0).max(9_999_999_999_999).nullable().describe('in whole units of the currency, not in thousands'),
  budgetCurrency: z.string().regex(/^[A-Z]{3}$/).nullable().describe('ISO 4217; null: not said'),
  budgetText: line(100).nullable().describe('as written'),
  startsOn: day.nullable(),
  startsText: line(100).nullable().describe('as written: "Q2 2027" is a start on 1 April 2027'),
  endsOn: day.nullable(),
  endsText: line(100).nullable(),
  status: line(100).nullable().describe('of the project, as its tool calls it')
})
export type InitiativeFields = z.infer<typeof initiativeFields>

export const becomesKind = z.enum(['priority', 'milestone', 'commitment'])
const becomes = z.object({ kind: becomesKind, id: z.uuid().nullable(), text: z.string().nullable() })
export type Becomes = z.infer<typeof becomes>

/** The same fields as they are told: a discipline that is no longer in the list keeps its id. */
const toldFields = z.object({ ...initiativeFields.shape, disciplines: z.array(z.string()) })
export const initiative = toldFields.extend({
  initiativeId: z.uuid(),
  number: z.int().describe('for people to say: project 12'),
  ownerName: label.nullable().describe('of the person id, as the directory says now; null: not known, or has left'),
  sponsorName: label.nullable(),
  unitName: label.nullable(),
  source: z.object({ format: sourceFormat, file: z.string().nullable(), row: z.int().nullable().describe('data row, the header not counted'), key: z.string().nullable() }),
  state: initiativeState,
  mergedInto: z.object({ initiativeId: z.uuid(), number: z.int(), title: z.string(), state: initiativeState }).nullable(),
  becomes: becomes.nullable(),
  missing: z.array(z.enum(['owner', 'sponsor', 'customers', 'goal'])).describe('what nobody has said yet'),
  version: z.int().positive(),
  createdAt: z.iso.datetime(),
  changedAt: z.iso.datetime()
})
export type Initiative = z.infer<typeof initiative>
export const missingThing = z.enum(['owner', 'sponsor', 'customers', 'goal', 'any'])

/** GET /program/initiatives: by number, 50 a page. `unit` and `owner` find any part of what is written or of the directory's name. */
export const initiativesQuery = z.strictObject({
  state: initiativeState.optional(), discipline: z.string().max(8).optional(), unit: z.string().max(100).optional(), owner: z.string().max(100).optional(),
  missing: missingThing.optional(), like: z.string().max(100).optional(), after: z.string().regex(/^\d{1,9}$/).optional()
})
export const initiativesReply = z.object({ initiatives: z.array(initiative).max(50), total: z.int().describe('that fit the filter, on all pages'), next: z.int().nullable() })
export type InitiativesReply = z.infer<typeof initiativesReply>

const pastVersion = z.object({
  version: z.int(),
  what: z.enum(['registered', 'changed', 'kept', 'merged', 'adopted', 'retired', 'rejected', 'reopened', 'linked']),
  state: initiativeState,
  mergedInto: z.object({ initiativeId: z.uuid(), title: z.string() }).nullable(),
  changes: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })).describe('against the version before'),
  reason: z.string().nullable(),
  by: label.nullable().describe('null: the directory does not know them any more'),
  at: z.iso.datetime()
})
export type PastVersion = z.infer<typeof pastVersion>
const brief = z.object({ initiativeId: z.uuid(), number: z.int(), title: z.string(), state: initiativeState, into: z.uuid() })

/** GET /program/initiatives/:initiativeId */
export const initiativeReply = initiative.extend({
  history: z.array(pastVersion).max(200).describe('newest first'),
  takenIn: z.array(brief).max(500).describe('what was merged into it, and into those'),
  combined: z.object({
    projects: z.int().describe('this one and all it took in'),
    disciplines: z.array(z.string()), segments: z.array(z.string()), customers: z.array(z.string()), units: z.array(z.string()), owners: z.array(z.string()),
    budgets: z.array(z.object({ currency: z.string().nullable(), amount: z.number() })),
    startsOn: day.nullable(), endsOn: day.nullable()
  }).nullable().describe('of this one and what it took in; null: it took nothing in')
})
export type InitiativeReply = z.infer<typeof initiativeReply>

/** POST /program/initiatives, and POST /program/initiatives/:initiativeId/changes with the version that was seen. */
export const registerRequest = initiativeFields
export const changeRequest = z.strictObject({ version: z.int().positive(), fields: initiativeFields })
export const initiativeChangedReply = z.object({ initiativeId: z.uuid(), version: z.int() })

export const decisionKind = z.enum(['keep', 'merge', 'adopt', 'retire', 'reject', 'reopen'])
export type DecisionKind = z.infer<typeof decisionKind>
/** POST /program/initiatives/:initiativeId/decisions. `reopen` undoes what was decided. */
export const decisionRequest = z.strictObject({
  kind: decisionKind,
  version: z.int().positive().describe('of the initiative, as it was seen'),
  reason: text(1_000),
  into: z.uuid().nullish().describe('of a merge: the initiative that goes on'),
  owner: line(200).nullish().describe('of an adoption: who leads it from now on, where nobody did'),
  ownerId: otherId.nullish()
})
export type DecisionRequest = z.infer<typeof decisionRequest>

/** POST /program/initiatives/decisions: the same decision about several, with one reason; all of them or none. */
export const decisionsRequest = z.strictObject({
  kind: decisionKind.extract(['keep', 'adopt', 'retire', 'reject']),
  reason: text(1_000),
  projects: z.array(z.strictObject({ initiativeId: z.uuid(), version: z.int().positive().describe('as it was seen') })).min(1).max(100)
    .refine(all => new Set(all.map(({ initiativeId }) => initiativeId)).size === all.length, 'a project stands in it once')
})
export const decisionsReply = z.object({ decided: z.int() })

/** POST /program/initiatives/:initiativeId/becomes: null takes the link away. By id where there is one, else in words. */
export const becomesRequest = z.strictObject({
  version: z.int().positive(),
  becomes: z.strictObject({ kind: becomesKind, id: z.uuid().nullable(), text: line(200).nullable() }).nullable()
})

const counts = z.object({ own: z.int().describe('decided so themselves'), merged: z.int().describe('merged into one of those'), all: z.int() })
/** GET /program/portfolio?asOf=: where every project is at the end of a day (UTC). `all` is the sum of the four. */
export const portfolioReply = z.object({
  asOf: day,
  all: z.int(),
  inProgram: counts.extend({ kept: z.int(), adopted: z.int(), linked: z.int().describe('of `own`: that became a priority, milestone or commitment') }),
  undecided: counts, retired: counts, rejected: counts,
  goesOn: z.int().describe('projects that are left when each merged one counts as the one it went into, and retired and rejected ones are gone'),
  missing: z.object({ owner: z.int(), sponsor: z.int(), customers: z.int(), goal: z.int(), any: z.int() }).describe('now, of those that are undecided or in the program by themselves')
})
export type PortfolioReply = z.infer<typeof portfolioReply>

/** GET /program/portfolio/load?by=&from=: 12 months or 8 quarters; per unit, what runs at the same time. Merged, retired and rejected ones do not run. */
export const loadReply = z.object({
  by: z.enum(['month', 'quarter']),
  periods: z.array(z.object({ from: day, until: day })).max(24),
  units: z.array(z.object({
    unitId: z.string().nullable(), unit: z.string().nullable().describe('null: no unit said'),
    projects: z.int(), undated: z.int().describe('with neither a start nor an end: they run in no period'),
    budgets: z.array(z.object({ currency: z.string().nullable(), amount: z.number() })),
    running: z.array(z.int()).max(24).describe('in each period'),
    most: z.int()
  })).max(500)
})
export type LoadReply = z.infer<typeof loadReply>
