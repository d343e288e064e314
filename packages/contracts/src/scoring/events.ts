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
  z.object({ kind: z.literal('shown').describe('as it is'), percent: z.number().min(0).max(100).describe('of the answers') }),
  z.object({ kind: z.literal('bounded').describe('near the lower end of a small group'), atMost: z.number().describe('percent') }),
  z.object({ kind: z.literal('bounded-below').describe('near the upper end of a small group'), atLeast: z.number().describe('percent') }),
  z.object({ kind: z.literal('hidden').describe('no share is given') })
])
export type Share = z.infer<typeof share>

const interval = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('shown').describe('the interval is here'),
    low: z.number().describe('lower end, on the item scale'),
    high: z.number().describe('upper end, on the item scale'),
    standardError: z.number().describe('of the mean'),
    degreesOfFreedom: z.int().positive().describe('of the variance used'),
    spread: z.enum(['own', 'pooled']).describe('`own`: this group\'s variance; `pooled`: the variance within all groups of the wave')
  }),
  z.object({ kind: z.literal('none').describe('no interval is given'), reason: z.enum(['too-few-for-a-spread', 'no-spread']).describe('why not') })
])
export type Interval = z.infer<typeof interval>

/** A released value. Hidden has no value, no n, no cause. Means on the item scale with 4 decimals; 95 % t interval. */
const value = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('shown').describe('the figures are here'), n: z.int().positive().describe('people behind the figure'), mean: z.number().describe('on the item scale, 4 decimals'), score: z.number().min(0).max(100).describe('0–100, derived from the mean'), interval: interval.describe('95 % t interval of the mean'), favourable: share.describe('answers at or above the favourable end') }),
  z.object({ kind: z.literal('hidden').describe('too small to be shown, or shown beside others it would give one away') })
])
export type ScoreValue = z.infer<typeof value>

const score = z.object({
  releaseId: z.uuid().describe('the release it belongs to'),
  waveId: waveId.describe('the wave of that release'),
  unitId: sourceId.describe('the unit, with all below it'),
  factorId: sourceId.describe('what was measured, or `index`'),
  value: value.describe('shown with its figures, or hidden without a reason')
})
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

const releasedFactor = z.object({
  factorId: sourceId.describe('as the instrument calls it, or `index`'),
  name: label.describe('for people to read'),
  discipline: sourceId.nullable().describe('the discipline it measures, when it measures one'),
  min: z.int().describe('lowest answer on its scale'),
  max: z.int().describe('highest answer on its scale')
})
const release = z.object({
  releaseId: z.uuid().describe('the same for the same wave and number, however often it is made'),
  waveId: waveId.describe('the wave whose answers it is about'),
  number: z.int().positive().describe('1 for the first of a wave'),
  supersedes: z.uuid().nullable().describe('the release that this one corrects'),
  title: label.describe('of the wave'),
  closedOn: day.describe('the last day on which answers were taken'),
  instrument: z.object({ instrumentId: sourceId.describe('which set of items'), version: z.int().describe('of the instrument'), title: label.describe('of the instrument'), validated: z.boolean().describe('false: no pilot record exists yet') }).describe('what was asked'),
  modelVersion: z.string().min(1).max(40).describe('version of the rules that turn tallies into scores'),
  thresholds: thresholds.describe('how small a shown group may be'),
  factors: z.array(releasedFactor).min(1).max(51).describe('what was measured; the index is one of them where all share one scale'),
  scores: z.int().nonnegative().describe('how many score events belong to it'),
  treeChunks: z.int().positive().describe('how many chunks its tree has'),
  sha256: sha256.describe('of the canonical JSON of all its scores: who computes the same has it whole')
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

const releaseTree = z.object({ releaseId: z.uuid().describe('which release'), waveId: waveId.describe('which wave'), chunk: z.int().nonnegative().describe('counts up from 0'), units: z.array(treeUnit).min(1).max(MOST_PER_CHUNK).describe('parents stand before or after, in any chunk') })
export type ReleaseTree = z.infer<typeof releaseTree>
export const releaseTreePublished = contract<ReleaseTree>({
  topic: 'pub.scoring.release.v1', type: 'release-tree-published', key: 'wave id', content: 'structure',
  meaning: 'A chunk of the tree that a release was made on.',
  data: releaseTree,
  example: { releaseId: anExampleRelease, waveId: anExampleWave, chunk: 0, units: [{ unitId: 'U-1', parentId: null, name: 'Company' }] }
})
