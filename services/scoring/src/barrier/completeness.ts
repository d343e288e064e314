import type { ScoringReply } from '@weft/contracts/scoring/api'

export type Missing = ScoringReply['missing'][number]

/** What has arrived of a wave. */
export type Progress = {
  /** The wave and its instrument are known. */
  instrument: boolean
  /** Chunks of the tree that are there, and how many the chunks themselves announce (null while there is none). */
  treeChunks: number
  treeChunksAnnounced: number | null
  /** Every parent of a unit and every unit of a tally is in the tree. */
  treeCoversAll: boolean
  handOver: { sheets: number, checksum: string, chunks: number } | null
  sheets: number
  checksum: string
}

/**
 * What is missing before a wave may be released; nothing: it is complete. Sheets that are too many are as wrong as too few.
 * A checksum is only worth a word when the number is right.
 */
export function missingOf ({ instrument, treeChunks, treeChunksAnnounced, treeCoversAll, handOver, sheets, checksum }: Progress): Missing[] {
  const missing: Missing[] = []
  if (!instrument) missing.push('instrument')
  const chunks = handOver?.chunks ?? treeChunksAnnounced
  if (treeChunks === 0 || treeChunks !== treeChunksAnnounced || treeChunks !== chunks || !treeCoversAll) missing.push('tree')
  if (handOver === null) missing.push('hand-over')
  else if (sheets !== handOver.sheets) missing.push('sheets')
  else if (checksum !== handOver.checksum) missing.push('checksum')
  return missing
}
