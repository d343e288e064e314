import { z } from 'zod'
import { contract } from '../envelope.ts'
import { day, label, languageTag, sha256, sourceId, stratum, thresholds, treeUnit } from '../vocabulary.ts'
import { instrument, type Instrument } from './instrument.ts'

const waveId = z.uuid()
const anExampleWave = '018f0000-0000-7000-8000-000000000001'
export const MOST_PER_CHUNK = 5_000

const wave = z.object({
  waveId,
  title: label,
  kind: z.enum(['live', 'past']),
  state: z.enum(['planned', 'launch-requested', 'opened', 'closed']),
  instrumentId: sourceId,
  instrumentVersion: z.int().positive(),
  languages: z.array(languageTag).min(1).max(20),
  mode: z.literal('confidential'),
  closesOn: day,
  thresholds,
  bands: z.array(sourceId).max(8).describe('names of the bands declared for this wave, in the order in which they are dropped')
})
export type WaveData = z.infer<typeof wave>
const anExample: WaveData = {
  waveId: anExampleWave, title: 'Spring 2027', kind: 'live', state: 'planned', instrumentId: 'full-8', instrumentVersion: 1,
  languages: ['en'], mode: 'confidential', closesOn: '2027-03-31', thresholds: { score: 5, spread: 10 }, bands: []
}
const waveContract = (type: string, state: WaveData['state'], meaning: string) => contract<WaveData>({
  topic: 'int.survey.wave.v1', key: 'wave id', content: 'structure', type, meaning, data: wave, example: { ...anExample, state }
})
export const wavePlanned = waveContract('wave-planned', 'planned', 'A wave was planned.')
export const waveLaunchRequested = waveContract('wave-launch-requested', 'launch-requested', 'The program office launched a wave; its audience is to be frozen.')
export const waveOpened = waveContract('wave-opened', 'opened', 'The audience is complete: the survey answers, invitations may go out.')
export const waveClosed = waveContract('wave-closed', 'closed', 'A wave closed for good. No answers are taken any more.')

const redemption = z.object({
  waveId,
  day: day.describe('whose end this list is of'),
  part: z.int().nonnegative().describe('counts up from 0'),
  parts: z.int().positive().describe('into how many parts the day\'s list is cut'),
  final: z.boolean().describe('the last list of this wave'),
  hashes: z.array(sha256).max(MOST_PER_CHUNK).describe('all redeemed so far, sorted over all parts')
})
export type Redemption = z.infer<typeof redemption>
export const tokensRedeemed = contract<Redemption>({
  topic: 'int.survey.redemption.v1', type: 'tokens-redeemed', key: 'wave id', content: 'structure',
  meaning: 'Once a day, and a last time at close: all token hashes redeemed so far.',
  data: redemption,
  example: { waveId: anExampleWave, day: '2027-03-02', part: 0, parts: 1, final: false, hashes: ['a'.repeat(64)] }
})

export const instrumentPublished = contract<Instrument>({
  topic: 'int.survey.instrument.v1', type: 'instrument-published', key: 'instrument id', content: 'structure',
  meaning: 'A version of an instrument: its items, factors and scales.',
  data: instrument,
  example: {
    instrumentId: 'full-8', version: 1, title: 'Eight disciplines', validated: false,
    factors: [{ factorId: 'CI', name: 'Know customers now', discipline: 'CI', favourableFrom: 4 }],
    items: [{ itemId: 'CI1', factorId: 'CI', min: 1, max: 5, reverse: false, text: { en: 'We ask customers what they need from our service.' } }]
  }
})

const tree = z.object({ waveId, chunk: z.int().nonnegative(), chunks: z.int().positive(), units: z.array(treeUnit).min(1).max(MOST_PER_CHUNK) })
export type TreeChunk = z.infer<typeof tree>
export const treeFrozen = contract<TreeChunk>({
  topic: 'int.survey.tree.v1', type: 'tree-frozen', key: 'wave id', content: 'structure',
  meaning: 'A chunk of the tree that this wave is scored on.',
  data: tree,
  example: { waveId: anExampleWave, chunk: 0, chunks: 1, units: [{ unitId: 'U-1', parentId: null, name: 'Company' }] }
})

const sheet = z.object({ waveId, stratum, answers: z.record(sourceId, z.int().nullable()) })
export type SheetData = z.infer<typeof sheet>
export const sheetHandedOver = contract<SheetData>({
  topic: 'int.survey.sheet.v1', type: 'sheet-handed-over', key: 'the sheet\'s random key, which is the event id too', content: 'answers',
  meaning: 'One answer sheet, after close, in shuffled order. Carries no date, no person, no token.',
  data: sheet,
  example: { waveId: anExampleWave, stratum: { unitId: 'U-1', bands: {} }, answers: { CI1: 4, CI2: null } }
})

const handOver = z.object({
  waveId,
  sheets: z.int().nonnegative(),
  checksum: sha256.describe('sum of hashes (service-kit/checksum) over { key, stratum, answers } of every sheet'),
  chunks: z.int().positive().describe('how many chunks the tree has'),
  merged: z.array(sourceId).max(12_000).optional().describe('units some of whose own people are counted in a unit above, since strata are coarse: what is left below is not the whole unit, and no score of it may show')
})
export type HandOver = z.infer<typeof handOver>
export const sheetsHandedOver = contract<HandOver>({
  topic: 'int.survey.hand-over.v1', type: 'sheets-handed-over', key: 'wave id', content: 'structure',
  meaning: 'All sheets of a closed wave are out: so many, with this checksum.',
  data: handOver,
  example: { waveId: anExampleWave, sheets: 1, checksum: '0'.repeat(64), chunks: 1 }
})
