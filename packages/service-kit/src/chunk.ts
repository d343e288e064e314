/** An event may hold just under 900,000 bytes of data; the rest is room for what stands around the values. */
const MOST_BYTES = 700_000

/** Neighbours together, in order, as many as one event may hold: at most `most` values and, unless a single one is larger, `mostBytes` of JSON. */
export function chunksOf<Value> (values: readonly Value[], most: number, mostBytes = MOST_BYTES): Value[][] {
  const chunks: Value[][] = []
  let bytes = 0
  for (const value of values) {
    const size = Buffer.byteLength(JSON.stringify(value)) + 1
    const last = chunks.at(-1)
    if (last === undefined || last.length >= most || bytes + size > mostBytes) {
      chunks.push([value])
      bytes = size
    } else {
      last.push(value)
      bytes += size
    }
  }
  return chunks
}
