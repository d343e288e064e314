import type { Release, Score } from '@weft/contracts/scoring/events'
import { textOf, type Position } from './position.ts'

export type Happening = { position: Position } & ({ event: 'score-released', data: Score } | { event: 'release-published', data: Release })

/** What the processes of this service tell each other when a release is published. */
export const RELEASED = 'released'

export const HEARTBEAT = ': still here\n\n'

/** One server-sent event (HTML Living Standard §9.2). JSON has no line breaks of its own, so one data line is enough. */
export const messageOf = ({ position, event, data }: Happening): string =>
  `id: ${textOf(position)}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`
