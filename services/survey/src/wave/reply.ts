import type { WaveReply } from '@weft/contracts/survey/api'
import type { Instrument } from '@weft/contracts/survey/instrument'
import type { Wave } from './wave.ts'

const told = {
  'not-yet': 'not-yet', 'waiting-for-participation': 'waiting-for-participation', cleared: 'waiting-for-participation',
  rewritten: 'waiting-for-participation', 'handed-over': 'handed-over'
} as const

/** A wave as the program office and analysts see it. */
export const waveReplyOf = (wave: Wave, { title, validated }: Instrument): WaveReply => ({
  waveId: wave.waveId, title: wave.title, kind: wave.kind, state: wave.state, handOver: told[wave.handOver],
  instrumentId: wave.instrumentId, instrumentVersion: wave.instrumentVersion, instrumentTitle: title, validated,
  languages: wave.languages, closesOn: wave.closesOn, thresholds: wave.thresholds, bands: wave.bands
})

/** What stands after the last one of a page, as a text to ask for the next page with. */
export const cursorOf = (...parts: readonly (string | number)[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url')

/** The parts of such a text; undefined when it is none. */
export function partsOfCursor (cursor: string): unknown[] | undefined {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    return Array.isArray(parts) ? parts : undefined
  } catch {
    return undefined
  }
}
