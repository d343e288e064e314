import { RECORD_LIMIT, RecordRefused, type OutRecord } from './transport.ts'

/** Bytes of key, value and headers, as they travel. */
export function sizeOf ({ key, value, headers }: OutRecord): number {
  const parts = [key, value ?? '', ...Object.entries(headers).flat()]
  return parts.reduce((bytes, part) => bytes + Buffer.byteLength(part), 0)
}

/** Refuses the first record that no retry can send, with its place in the batch. Both transports ask this before anything leaves. */
export function refuseUnsendable (records: readonly OutRecord[]): void {
  for (const [index, record] of records.entries()) {
    const size = sizeOf(record)
    if (size > RECORD_LIMIT) throw new RecordRefused(`A record for ${record.topic} has ${size} bytes; at most ${RECORD_LIMIT} can be sent.`, index)
    if (Number.isNaN(Date.parse(record.time))) throw new RecordRefused(`A record for ${record.topic} has a time that is none.`, index)
  }
}

/** Runs jobs strictly one after another, in the order of the calls; a failed one does not stop the next. */
export function oneAtATime (): <T>(job: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return job => {
    const mine = last.then(job)
    last = mine.catch(() => {})
    return mine
  }
}
