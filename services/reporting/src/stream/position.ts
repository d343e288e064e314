import { Refusal } from '@weft/service-kit/refusal'

/**
 * A place in the stream of everything released: `<seq>.<index>`. Scores of a release have the indexes 1…n, by unit id and factor id;
 * n + 1 is its end. To a reader it is an opaque text.
 */
export type Position = { seq: number, index: number }

export const START: Position = { seq: 0, index: 0 }

export const textOf = ({ seq, index }: Position): string => `${seq}.${index}`

/** Reads a `Last-Event-ID`; without one the stream starts at the first release. Throws `Refusal('malformed', 'no-such-position')`. */
export function positionOf (text: string | undefined): Position {
  if (text === undefined || text === '') return START
  const [, seq, index] = /^([1-9]\d{0,8})\.([1-9]\d{0,8})$/.exec(text) ?? []
  if (seq === undefined || index === undefined) throw noSuchPosition()
  return { seq: Number(seq), index: Number(index) }
}

export const noSuchPosition = (): Refusal =>
  new Refusal('malformed', 'no-such-position', 'The Last-Event-ID is not one of this stream. Leave it out to start from the beginning.')
