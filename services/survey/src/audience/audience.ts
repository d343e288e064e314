/** How much of an audience has arrived, and how much was announced; null until the announcement came. */
export type Arrival = {
  chunks: number, units: number, hashes: number
  expectedChunks: number | null, expectedUnits: number | null, expectedHashes: number | null
}

/** Whole when everything announced is there. The order of arrival does not matter: the announcement may come first. */
export const isWhole = (arrival: Arrival): boolean =>
  arrival.chunks === arrival.expectedChunks && arrival.units === arrival.expectedUnits && arrival.hashes === arrival.expectedHashes
