import { randomUUID } from 'node:crypto'
import { instrumentPublished, sheetHandedOver, sheetsHandedOver, treeFrozen, waveClosed } from '@weft/contracts/survey/events'
import { sumOfHashes } from '@weft/service-kit/checksum'
import { eventOf, type OutEvent } from '@weft/service-kit/event'
import { full8 } from '@weft/survey/instrument/full-8'
import { below, seeded, shuffled } from '@weft/testkit/seeded'

export const waveId = '018f0000-0000-7000-8000-000000000001'
export const time = '2027-04-01'
export const items = full8.items
const PER_CHUNK = 5_000

export type Sheet = { key: string, stratum: { unitId: string, bands: Record<string, string> }, answers: Record<string, number | null> }
export type LargeWave = { units: { unitId: string, parentId: string | null, name: string }[], sheets: Sheet[] }

/** A large organisation that has answered: a tree with six units below each, one answer in twenty missing. The same every time but for the random keys. */
export function largeWave (sheetCount: number, unitCount: number): LargeWave {
  const random = seeded(1)
  return {
    units: Array.from({ length: unitCount }, (_, i) => ({ unitId: `U-${i}`, parentId: i === 0 ? null : `U-${Math.floor((i - 1) / 6)}`, name: `Unit ${i}` })),
    sheets: Array.from({ length: sheetCount }, () => ({
      key: randomUUID(), stratum: { unitId: `U-${below(random, unitCount)}`, bands: {} },
      answers: Object.fromEntries(items.map(({ itemId }) => [itemId, random() < 0.05 ? null : 1 + below(random, 5)]))
    }))
  }
}

const event = <D>(contract: Parameters<typeof eventOf<D>>[0], data: D, key = waveId, id: string = randomUUID()) => eventOf(contract, { id, key, time, data })

/** What *survey* tells of a closed wave before its sheets. */
export function structureOf ({ units, sheets }: LargeWave): OutEvent[] {
  const chunks = Math.ceil(units.length / PER_CHUNK)
  return [
    event(instrumentPublished, full8),
    event(waveClosed, { waveId, title: 'Large', kind: 'live', state: 'closed', instrumentId: 'full-8', instrumentVersion: 1, languages: ['en'], mode: 'confidential', closesOn: time, thresholds: { score: 5, spread: 10 }, bands: [] }),
    ...Array.from({ length: chunks }, (_, chunk) => event(treeFrozen, { waveId, chunk, chunks, units: units.slice(chunk * PER_CHUNK, (chunk + 1) * PER_CHUNK) })),
    event(sheetsHandedOver, { waveId, sheets: sheets.length, checksum: sumOfHashes(sheets), chunks })
  ]
}

/** The sheets in an order that the seed decides. */
export const sheetEventsOf = ({ sheets }: LargeWave, seed: number): OutEvent[] =>
  shuffled(seeded(seed), sheets).map(({ key, ...sheet }) => event(sheetHandedOver, { waveId, ...sheet }, key, key))
