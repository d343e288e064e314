import { z } from 'zod'
import { label } from '../vocabulary.ts'
import { initiativeFields, sourceFormat } from './initiative-api.ts'

/** What a column of a file of projects can be. */
export const portfolioField = z.enum(['title', 'goal', 'owner', 'sponsor', 'unit', 'customers', 'segments', 'disciplines', 'budget', 'start', 'end', 'status', 'key', 'type', 'level', 'parent'])
export type PortfolioField = z.infer<typeof portfolioField>
const columnName = z.string().min(1).max(10_000)
export const dateOrder = z.enum(['day-first', 'month-first'])
/** How one file is read. Columns of the same name ("Labels", "Labels (2)") are read together. */
export const fileReading = z.strictObject({
  format: sourceFormat.exclude(['by-hand']),
  fields: z.partialRecord(portfolioField, columnName),
  currency: z.string().regex(/^[A-Z]{3}$/).nullable().describe('of budgets that name none; ISO 4217'),
  times: z.union([z.literal(1), z.literal(1_000), z.literal(1_000_000)]).describe('budgets are in ones, thousands or millions'),
  dates: dateOrder.describe('how 3/4/27 is read')
})
export type FileReading = z.infer<typeof fileReading>

/** POST /program/portfolio/imports/:runId/columns: one reading for each file, in order. */
export const columnsRequest = z.strictObject({ files: z.array(fileReading).min(1).max(10) })

const spellingKind = z.enum(['people', 'units'])
/** `as-written`; `id:` and an id of the directory; `name:` and how it is spelt elsewhere. */
const spellingChoice = z.string().min(1).max(210)
/** POST /program/portfolio/imports/:runId/spellings: written → what it is taken for. What is not named stays as it was chosen or guessed. */
export const spellingsRequest = z.strictObject({ people: z.record(z.string().max(200), spellingChoice), units: z.record(z.string().max(200), spellingChoice) })
/** POST /program/portfolio/imports/:runId/taken: rows that look like no project, and are one. The list replaces the one before. */
export const takenRequest = z.strictObject({ rows: z.array(z.strictObject({ file: z.int().nonnegative(), row: z.int().positive() })).max(5_000) })

const spelling = z.object({
  kind: spellingKind, written: z.string(), rows: z.int().describe('in how many rows'),
  choice: z.string(), from: z.enum(['same', 'guess', 'chosen', 'none']).describe('same: spelt as in the directory; none: fits nobody'),
  candidates: z.array(z.object({ choice: z.string(), name: z.string(), detail: z.string().nullable() })).max(8)
})
export type Spelling = z.infer<typeof spelling>

const counts = z.object({ rows: z.int(), new: z.int(), known: z.int(), notProjects: z.int(), refused: z.int() })
export type PortfolioCounts = z.infer<typeof counts>
const file = z.object({
  name: z.string(), rows: z.int(), encoding: z.string(), delimiter: z.string(),
  reading: fileReading, readingFrom: z.enum(['guess', 'earlier', 'chosen']),
  columns: z.array(z.object({ column: z.string(), samples: z.array(z.string()).max(3) })),
  unused: z.array(z.string()),
  counts: counts.nullable()
})
export type PortfolioFile = z.infer<typeof file>

const runLine = z.object({
  runId: z.uuid(), number: z.int(), state: z.enum(['matching', 'ready', 'applied', 'dropped']),
  startedAt: z.iso.datetime(), startedBy: label.nullable(), appliedAt: z.iso.datetime().nullable(),
  files: z.array(z.object({ name: z.string(), rows: z.int() })), counts: counts.nullable().describe('rows = new + known + notProjects + refused')
})
/** GET /program/portfolio/imports?after=: newest first, 30 a page. */
export const portfolioImportsReply = z.object({ runs: z.array(runLine).max(30), next: z.int().nullable() })
export type PortfolioImportsReply = z.infer<typeof portfolioImportsReply>
/** POST /program/portfolio/imports, GET /program/portfolio/imports/:runId and the answer to each step. */
export const portfolioImportReply = runLine.extend({ files: z.array(file), spellings: z.array(spelling).max(2_000) })
export type PortfolioImportReply = z.infer<typeof portfolioImportReply>

export const rowOutcome = z.enum(['new', 'known', 'not-project', 'refused'])
export type RowOutcome = z.infer<typeof rowOutcome>
/** GET /program/portfolio/imports/:runId/rows?outcome=&after=: 100 a page, in the order of the files. */
export const portfolioRowsReply = z.object({
  rows: z.array(z.object({
    file: z.int(), fileName: z.string(), row: z.int(), outcome: rowOutcome, reason: z.string().nullable(), title: z.string(),
    fields: z.object({ ...initiativeFields.shape, disciplines: z.array(z.string()) }).nullable(),
    guesses: z.record(z.string(), z.string()).describe('field → what was guessed, in words'),
    taken: z.boolean().describe('a person said that it is a project'), initiativeId: z.uuid().nullable()
  })).max(100),
  next: z.string().nullable().describe('`after` of the next page')
})
export type PortfolioRowsReply = z.infer<typeof portfolioRowsReply>
