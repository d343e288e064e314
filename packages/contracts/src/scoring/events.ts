import { z } from 'zod'
import { contract } from '../envelope.ts'
import { day, label, sha256, sourceId, thresholds, treeUnit } from '../vocabulary.ts'

const waveId = z.uuid()
const anExampleWave = '018f0000-0000-7000-8000-000000000001'
const anExampleRelease = '5b0c1f04-3d1c-5a6e-9d51-0d3a3f1f2a11'
export const MOST_PER_CHUNK = 5_000
/** The factor id under which the index is released: the mean of all factor scores, where all share one scale. */
export const INDEX = 'index'

const reEmission = z.object({ waveId })
export type ReEmission = z.infer<typeof reEmission>
export const reEmissionRequested = contract<ReEmission>({
  topic: 'int.scoring.re-emission.v1', type: 're-emission-requested', key: 'wave id', content: 'structure',
  meaning: 'Sheets of a wave are missing: please emit all of them again under the same ids.',
  data: reEmission,
  example: { waveId: anExampleWave }
})

/** A share of favourable answers in percent; "bounded" near the ends of small groups: at most 10, or at least 90. */
const share = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('shown'), percent: z.number().min(0).max(100) }),
  z.object({ kind: z.literal('bounded'), atMost: z.number() }),
  z.object({ kind: z.literal('bounded-below'), atLeast: z.number() }),
  z.object({ kind: z.literal('hidden') })
])
export type Share = z.infer<typeof share>

const interval = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('shown'),
    low: z.number(),
    high: z.number(),
    standardError: z.number(),
    degreesOfFreedom: z.int().positive(),
    /** `own`: this group's variance; `pooled`: the variance within all groups of the wave. */
    spread: z.enum(['own', 'pooled'])
  }),
  z.object({ kind: z.literal('none'), reason: z.enum(['too-few-for-a-spread', 'no-spread']) })
])
export type Interval = z.infer<typeof interval>

/** A released value. Hidden has no value, no n, no cause. Means on the item scale with 4 decimals; 95 % t interval. */
const value = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('shown'), n: z.int().positive(), mean: z.number(), score: z.number().min(0).max(100).describe('0–100, derived from the mean'), interval, favourable: share }),
  z.object({ kind: z.literal('hidden') })
])
export type ScoreValue = z.infer<typeof value>

const score = z.object({ releaseId: z.uuid(), waveId, unitId: sourceId, factorId: sourceId, value })
export type Score = z.infer<typeof score>
export const scoreReleased = contract<Score>({
  topic: 'pub.scoring.score.v1', type: 'score-released', key: 'unit id', content: 'aggregate',
  meaning: 'One factor\'s score of one unit (with all below it) in one release, or that it is hidden. Count it only with its whole release.',
  data: score,
  example: {
    releaseId: anExampleRelease, waveId: anExampleWave, unitId: 'U-1', factorId: 'CI',
    value: { kind: 'shown', n: 412, mean: 3.8412, score: 71.03, interval: { kind: 'shown', low: 3.7701, high: 3.9123, standardError: 0.0362, degreesOfFreedom: 411, spread: 'own' }, favourable: { kind: 'shown', percent: 68.2 } }
  }
})

const releasedFactor = z.object({ factorId: sourceId, name: label, discipline: sourceId.nullable(), min: z.int(), max: z.int() })
const release = z.object({
  releaseId: z.uuid(),
  waveId,
  number: z.int().positive(),
  supersedes: z.uuid().nullable(),
  title: label,
  closedOn: day,
  instrument: z.object({ instrumentId: sourceId, version: z.int(), title: label, validated: z.boolean() }),
  /** Version of the rules that turn tallies into scores. */
  modelVersion: z.string().min(1).max(40),
  thresholds,
  factors: z.array(releasedFactor).min(1).max(51),
  /** How many score events and tree chunks belong to it, and the SHA-256 of the canonical JSON of all its scores. */
  scores: z.int().nonnegative(),
  treeChunks: z.int().positive(),
  sha256
})
export type Release = z.infer<typeof release>
export const releasePublished = contract<Release>({
  topic: 'pub.scoring.release.v1', type: 'release-published', key: 'wave id', content: 'aggregate',
  meaning: 'The manifest of a release: what it holds and how to check that one has it whole.',
  data: release,
  example: {
    releaseId: anExampleRelease, waveId: anExampleWave, number: 1, supersedes: null, title: 'Spring 2027', closedOn: '2027-03-31',
    instrument: { instrumentId: 'full-8', version: 1, title: 'Eight disciplines', validated: false }, modelVersion: '1',
    thresholds: { score: 5, spread: 10 }, factors: [{ factorId: 'CI', name: 'Know customers now', discipline: 'CI', min: 1, max: 5 }],
    scores: 9, treeChunks: 1, sha256: '0'.repeat(64)
  }
})

const releaseTree = z.object({ releaseId: z.uuid(), waveId, chunk: z.int().nonnegative(), units: z.array(treeUnit).min(1).max(MOST_PER_CHUNK) })
export type ReleaseTree = z.infer<typeof releaseTree>
export const releaseTreePublished = contract<ReleaseTree>({
  topic: 'pub.scoring.release.v1', type: 'release-tree-published', key: 'wave id', content: 'structure',
  meaning: 'A chunk of the tree that a release was made on.',
  data: releaseTree,
  example: { releaseId: anExampleRelease, waveId: anExampleWave, chunk: 0, units: [{ unitId: 'U-1', parentId: null, name: 'Company' }] }
})
