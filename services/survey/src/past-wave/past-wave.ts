import type { SheetData } from '@weft/contracts/survey/events'
import type { PastWaveMapping } from '@weft/contracts/survey/mapping'
import type { Wave } from '../wave/wave.ts'
import type { Collected } from './collected.ts'
import type { Layout } from './layout.ts'
import { unitIdOf, type GivenIds } from './tree.ts'

/** A past wave comes in closed; nobody was invited here, so nothing has to be cleared before its sheets leave. */
export function pastWave (waveId: string, { title, closedOn, instrument, language, thresholds }: PastWaveMapping): Wave {
  return {
    waveId, title, kind: 'past', state: 'closed', handOver: 'cleared', mode: 'confidential',
    instrumentId: instrument.instrumentId, instrumentVersion: instrument.version,
    languages: [language], closesOn: closedOn, thresholds, bands: []
  }
}

type Sheet = Pick<SheetData, 'stratum' | 'answers'> & { key: string }

/** Sheets as they are stored: each with the unit its path ends in, and a key that `newKey` draws. */
export function sheetsOf (waveId: string, layout: Layout, collected: Collected, given: GivenIds, newKey: () => string) {
  const unitIds = collected.paths.map(path => unitIdOf(waveId, path, given))
  return (from: number, count: number): Sheet[] => collected.page(from, count).map(({ path, answers }) => ({
    key: newKey(),
    stratum: { unitId: unitIds[path] as string, bands: {} },
    answers: Object.fromEntries(layout.items.map(({ itemId }, place) => [itemId, answers[place] ?? null]))
  }))
}
