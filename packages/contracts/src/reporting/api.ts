import { z } from 'zod'
import { programProgressed } from '../program/progress-events.ts'
import { scoreReleased } from '../scoring/events.ts'
import { day, label, sourceId, thresholds } from '../vocabulary.ts'

const releaseHead = z.object({
  releaseId: z.uuid(),
  waveId: z.uuid(),
  number: z.int(),
  title: label,
  closedOn: day,
  instrumentTitle: label,
  validated: z.boolean(),
  modelVersion: z.string(),
  thresholds,
  sha256: z.string()
})
export type ReleaseHead = z.infer<typeof releaseHead>

/** GET /releases?after=&limit=: newest wave first; a release that another supersedes is left out. */
export const releasesReply = z.object({ releases: z.array(releaseHead).max(100), next: z.string().nullable() })
export type ReleasesReply = z.infer<typeof releasesReply>

/** GET /releases/:releaseId: whether it is whole. Nothing of a release that is not can be read anywhere. */
export const releaseReply = z.object({
  releaseId: z.uuid(),
  state: z.enum(['released', 'incomplete']),
  /** What has not arrived. */
  missing: z.array(z.enum(['manifest', 'tree', 'scores'])),
  /** All arrived and it does not fit together: it stays unpublished until somebody looks. */
  fault: z.enum(['checksum', 'tree', 'too-many-parts', 'stray-score']).nullable(),
  release: releaseHead.nullable()
})
export type ReleaseReply = z.infer<typeof releaseReply>

/** GET /releases/:releaseId/scores?after=&limit=: the events themselves, in the order of the stream. */
export const scoresReply = z.object({ scores: z.array(scoreReleased.data).max(500), next: z.string().nullable() })
export type ScoresReply = z.infer<typeof scoresReply>

/** 95 % interval of the score, in points 0–100. */
const interval = z.object({ low: z.number(), high: z.number(), pooled: z.boolean() })
/** A cell of a table. Scores 0–100; `difference` in points against the whole organisation; `step` −3…+3 picks the colour. */
const cell = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('shown'),
    n: z.int(),
    mean: z.number(),
    score: z.number(),
    interval: interval.nullable(),
    difference: z.number(),
    step: z.int().min(-3).max(3),
    /** Significant after Benjamini–Hochberg over the page and |g| ≥ .20. */
    different: z.boolean(),
    favourable: z.string().nullable().describe('"68 %", "≤ 10 %", "≥ 90 %", or null where not shown')
  }),
  z.object({ kind: z.literal('hidden') })
])
export type Cell = z.infer<typeof cell>

const factorHead = z.object({ factorId: sourceId, name: label, min: z.int(), max: z.int() })
const row = z.object({ unitId: sourceId, parentId: sourceId.nullable(), name: label, depth: z.int(), below: z.int().describe('units directly below'), cells: z.array(cell) })
export type HeatMapRow = z.infer<typeof row>

/**
 * GET /releases/:releaseId/heat-map?under=&after=&sort=: a unit and the units directly below it, at most 60 rows a page.
 * `sort` is `name` (without it, too) or a factor id: lowest score first. What is hidden follows what is shown, by name.
 */
export const heatMapReply = z.object({
  release: releaseHead,
  factors: z.array(factorHead),
  /** From the root to the unit the table is about, for the breadcrumb. */
  path: z.array(z.object({ unitId: sourceId, name: label })),
  top: row,
  rows: z.array(row).max(60),
  /** On this page, `top` included. */
  hiddenCells: z.int(),
  /** The different cell furthest below the whole, for the sentence above the table; null when none lies below. */
  finding: z.object({ unitName: label, factorName: label, score: z.number(), difference: z.number() }).nullable(),
  next: z.string().nullable()
})
export type HeatMapReply = z.infer<typeof heatMapReply>

/** GET /releases/:releaseId/units/:unitId: one unit's story. */
export const unitReply = z.object({
  release: releaseHead,
  path: z.array(z.object({ unitId: sourceId, name: label })),
  unit: z.object({ unitId: sourceId, name: label, below: z.int() }),
  /** The unit itself, or the nearest above it that is shown, for a unit that is not. */
  shownAs: z.object({ unitId: sourceId, name: label }).nullable(),
  /** `cell` is that of `shownAs`. */
  factors: z.array(z.object({ factorId: sourceId, name: label, min: z.int(), max: z.int(), cell, organisation: cell })),
  below: z.array(z.object({ unitId: sourceId, name: label })).max(60)
})
export type UnitReply = z.infer<typeof unitReply>

/** GET /progress: how far the program was, a line a day, the latest first; days on which nothing changed have none. */
export const progressReply = z.object({ days: z.array(programProgressed.data).max(400), next: day.nullable().describe('`before` of the next page') })
export type ProgressReply = z.infer<typeof progressReply>
