import type { ReleaseHead } from '@weft/contracts/reporting/api'
import type { Release } from '@weft/contracts/scoring/events'

/** What every page says about the release that it is drawn from. */
export function headOf ({ releaseId, waveId, number, title, closedOn, instrument, modelVersion, thresholds, sha256 }: Release): ReleaseHead {
  return {
    releaseId, waveId, number, title, closedOn, modelVersion, thresholds, sha256,
    instrumentTitle: instrument.title, validated: instrument.validated
  }
}
