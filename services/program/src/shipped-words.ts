import { readFileSync } from 'node:fs'

/** The map of words as it is shipped (src/meaning/SOURCE.md). It never changes while a version of Weft runs: knowledge like a constant, only larger. */
export const shippedWords = (): Buffer => readFileSync(new URL('meaning/word-map.bin', import.meta.url))
