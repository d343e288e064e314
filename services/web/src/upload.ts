import { Transform, type Readable } from 'node:stream'
import { statusOf } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Refused } from './frame/refused.ts'

/** Directory takes 64 MB, survey 256 MB; the door only keeps anybody from sending for ever. */
export const MOST_UPLOAD_BYTES = 300 * 1_048_576
/** Milliseconds for a file to come in over a slow line and be worked through. */
export const UPLOAD_MS = 300_000

/** Lets bodies of this type through as the stream they are: files are never held here. */
export function passThrough (app: FastifyInstance, contentType: string | RegExp): void {
  app.addContentTypeParser(contentType, (_request, payload, done) => { done(null, payload) })
}

/** The body of a request as a stream that ends in a refusal when it grows past the cap. */
export function cappedBody (request: FastifyRequest, mostBytes: number): Readable {
  let seen = 0
  const tooLarge = () => new Refusal('too-large', 'too-large', `This is larger than ${Math.floor(mostBytes / 1_048_576)} MB. Nothing was changed.`)
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) throw tooLarge()
  const cap = new Transform({
    transform (chunk: Buffer, _encoding, done) {
      seen += chunk.length
      done(seen > mostBytes ? tooLarge() : null, chunk)
    }
  })
  const body = request.body as Readable
  body.on('error', error => { cap.destroy(error) })
  return body.pipe(cap)
}

/** The files of a form as they come in, for `client.upload`. */
export const filesOf = (request: FastifyRequest): { contentType: string, body: Readable } =>
  ({ contentType: request.headers['content-type'] ?? '', body: cappedBody(request, MOST_UPLOAD_BYTES) })

/** What a page says of files that were refused, and its status. Anything but a refusal is thrown on. */
export function refused (error: unknown): { outcome: Refused, status: number } {
  if (!(error instanceof Refusal)) throw error
  const { kind, code, message, problems } = error
  return { outcome: { kind: 'refused', code, sentence: message, problems }, status: statusOf[kind] }
}
