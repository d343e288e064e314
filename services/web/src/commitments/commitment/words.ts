import type { CommitmentState, Horizon, Progress } from '@weft/contracts/commitments/commitment-api'

export const horizonNames: Record<Horizon, string> = { '3-months': '3 months', '6-months': '6 months', beyond: 'Beyond' }
export const progressNames: Record<Progress, string> = { 0: 'Not started', 25: 'Started', 50: 'Halfway', 75: 'Nearly', 100: 'Done' }
export const stateNames: Record<CommitmentState, string> = { draft: 'Draft', open: 'Open', done: 'Done', dropped: 'Dropped', split: 'Split' }
