import { chunksOf } from '@weft/service-kit/chunk'
import { createHash } from 'node:crypto'
import { releasePublished, releaseTreePublished, scoreReleased, type Release, type ReleaseTree, type Score, type ScoreValue } from '@weft/contracts/scoring/events'
import type { TreeUnit } from '@weft/contracts/vocabulary'
import { byCodePoint, hashOf } from '@weft/service-kit/checksum'
import { eventOf, type OutEvent } from '@weft/service-kit/event'
import { below, seeded } from './seeded.ts'

export type ReleaseParts = { manifest: Release, tree: ReleaseTree[], scores: Score[] }

export type ReleaseOptions = Partial<Pick<Release, 'waveId' | 'number' | 'supersedes' | 'title' | 'closedOn' | 'factors'>> & {
  seed?: number
  units?: readonly TreeUnit[]
  /** Units of which nothing is shown. */
  hidden?: readonly string[]
  unitsPerChunk?: number
}

const twoFactors: Release['factors'] = [
  { factorId: 'CI', name: 'Know customers now', discipline: 'CI', min: 1, max: 5 },
  { factorId: 'EM', name: 'Free to act', discipline: 'EM', min: 1, max: 5 }
]

/** A company with `size` units directly below it. */
export const flatTree = (size: number): TreeUnit[] => [
  { unitId: 'U-1', parentId: null, name: 'Company' },
  ...Array.from({ length: size }, (_, at) => ({ unitId: `U-${at + 10}`, parentId: 'U-1', name: `Team ${at + 1}` }))
]

/** A release as *scoring* would publish it: every unit by every factor, seeded figures, a manifest that fits. */
export function releaseOf ({ seed = 1, units = flatTree(3), hidden = [], unitsPerChunk = 2, factors = twoFactors, ...manifest }: ReleaseOptions = {}): ReleaseParts {
  const { waveId = '018f0000-0000-7000-8000-000000000001', number = 1 } = manifest
  const releaseId = uuidOf('release', waveId, number)
  const random = seeded(seed)
  const scores = [...units].sort((a, b) => byCodePoint(a.unitId, b.unitId)).flatMap(({ unitId, parentId }) =>
    [...factors].sort((a, b) => byCodePoint(a.factorId, b.factorId)).map(({ factorId, min, max }): Score => ({
      releaseId, waveId, unitId, factorId,
      value: hidden.includes(unitId) ? { kind: 'hidden' } : shownValue(random, parentId === null ? 10_000 : 5 + below(random, 60), min, max)
    })))
  const tree = chunksOf(units, unitsPerChunk).map((chunk, at) => ({ releaseId, waveId, chunk: at, units: chunk }))
  return {
    scores,
    tree,
    manifest: {
      releaseId, waveId, number, supersedes: manifest.supersedes ?? null, title: manifest.title ?? 'Spring 2027', closedOn: manifest.closedOn ?? '2027-03-31',
      instrument: { instrumentId: 'full-8', version: 1, title: 'Eight disciplines', validated: false },
      modelVersion: '1', thresholds: { score: 5, spread: 10 }, factors,
      scores: scores.length, treeChunks: tree.length, sha256: hashOf(scores)
    }
  }
}

/** The events of a release: tree, scores, manifest last. */
export function eventsOfRelease ({ manifest, tree, scores }: ReleaseParts): OutEvent[] {
  const { releaseId, waveId, closedOn: time } = manifest
  return [
    ...tree.map(data => eventOf(releaseTreePublished, { id: uuidOf('tree', releaseId, data.chunk), key: waveId, time, data })),
    ...scores.map(data => eventOf(scoreReleased, { id: uuidOf('score', releaseId, data.unitId, data.factorId), key: data.unitId, time, data })),
    eventOf(releasePublished, { id: uuidOf('manifest', releaseId), key: waveId, time, data: manifest })
  ]
}

function shownValue (random: () => number, n: number, min: number, max: number): ScoreValue {
  const mean = rounded(min + (max - min) * (0.3 + 0.5 * random()))
  const standardError = rounded((0.5 + 0.5 * random()) / Math.sqrt(n))
  return {
    kind: 'shown', n, mean, score: rounded(100 * (mean - min) / (max - min)),
    interval: { kind: 'shown', low: rounded(mean - 2 * standardError), high: rounded(mean + 2 * standardError), standardError, degreesOfFreedom: n - 1, spread: n < 10 ? 'pooled' : 'own' },
    favourable: n < 10 ? { kind: 'hidden' } : { kind: 'shown', percent: rounded(100 * random()) }
  }
}

/** The same id for the same words. */
function uuidOf (...words: readonly (string | number)[]): string {
  const hex = createHash('sha256').update(JSON.stringify(words)).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const rounded = (value: number) => Math.round(value * 10_000) / 10_000
