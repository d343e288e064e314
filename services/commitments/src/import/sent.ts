import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyRequest } from 'fastify'
import { MOST_BYTES } from './limits.ts'

export type Sent = { whose: 'mine' | 'many', name: string, bytes: Uint8Array }
const tooLarge = () => new Refusal('too-large', 'file-too-large', 'This is larger than 1 MB. Send it in parts.')

/** A form with a file (`files`) or with lines that were pasted (`text`), and whose goals they are (`whose`: many, else one's own). The file counts where both are there. */
export async function sentIn (request: FastifyRequest): Promise<Sent> {
  if (!request.isMultipart()) throw new Refusal('malformed', 'not-multipart', 'Send a CSV file, or the lines of one, as a form.')
  let whose: Sent['whose'] = 'mine'
  let [file, text]: [Omit<Sent, 'whose'> | null, string] = [null, '']
  for await (const part of request.parts()) {
    if (part.type === 'file') {
      if (part.fieldname !== 'files') throw new Refusal('malformed', 'unexpected-file', 'Send the file in the field files.')
      // A form sends a field for a file whose choice is empty, too.
      if (part.filename === '') { part.file.resume(); continue }
      file = { name: part.filename.replace(/[\p{Cc}\p{Cs}]/gu, '').slice(-200) || 'goals.csv', bytes: await bytesOf(part.file as AsyncIterable<Uint8Array>) }
    } else if (part.fieldname === 'text' && typeof part.value === 'string') {
      if (part.valueTruncated || Buffer.byteLength(part.value) > MOST_BYTES) throw tooLarge()
      text = part.value
    } else if (part.fieldname === 'whose') whose = part.value === 'many' ? 'many' : 'mine'
  }
  if (file !== null) return { whose, ...file }
  if (text.trim() === '') throw new Refusal('malformed', 'nothing-sent', 'Choose a file, or paste the lines of a table.')
  return { whose, name: 'pasted lines', bytes: Buffer.from(text) }
}

async function bytesOf (source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of source) {
    bytes += piece.length
    if (bytes > MOST_BYTES) throw tooLarge()
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}
