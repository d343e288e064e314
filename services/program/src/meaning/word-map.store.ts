import { readFileSync } from 'node:fs'
import { readWordMap, type WordMap } from './word-map.ts'

let loaded: WordMap | undefined

/** The map of words that is shipped (SOURCE.md says where it is from); read once, when first asked for, and the same for as long as a version of Weft runs. */
export const shippedWordMap = (): WordMap => loaded ??= readWordMap(readFileSync(new URL('word-map.bin', import.meta.url)))
