import { connect } from 'node:net'

export type Answer = {
  /** null: the line was cut without an answer. */
  status: number | null
  head: string
  body: string
  /** All that came, several answers included. */
  text: string
  /** The other side ended it; false: nothing came for too long. */
  wasCut: boolean
  /** Bytes that the other side took before it answered or cut the line. */
  sent: number
  milliseconds: number
}
export type Line = { host: string, port: number }

/** Sends these bytes as they are, which no HTTP library would, and reads until the other side ends the line or nothing more comes. */
export function sendRaw ({ host, port }: Line, pieces: Iterable<string | Buffer> | AsyncIterable<string | Buffer>, { quietMs = 4_000 }: { quietMs?: number } = {}): Promise<Answer> {
  return new Promise(resolve => {
    const began = Date.now()
    const socket = connect(port, host)
    let text = ''
    let over = false
    const end = (wasCut: boolean) => {
      if (over) return
      over = true
      socket.destroy()
      resolve({ ...parsed(text), text, wasCut, sent: socket.bytesWritten, milliseconds: Date.now() - began })
    }
    socket.setTimeout(quietMs, () => { end(false) })
    socket.on('data', data => { text += data.toString('latin1') })
    socket.on('error', () => {})
    socket.on('end', () => { end(true) })
    socket.on('close', () => { end(true) })
    socket.on('connect', () => {
      void (async () => {
        for await (const piece of pieces) {
          // An answer before the end is a refusal: who goes on sending would only be cut off.
          if (over || text !== '' || socket.destroyed) break
          if (!socket.write(piece)) await new Promise(done => { socket.once('drain', done); socket.once('close', done) })
        }
      })()
    })
  })
}

function parsed (text: string): Pick<Answer, 'status' | 'head' | 'body'> {
  const status = /^HTTP\/1\.\d (\d{3})/.exec(text)?.[1]
  const [head = '', ...rest] = text.split('\r\n\r\n')
  return { status: status === undefined ? null : Number(status), head, body: rest.join('\r\n\r\n') }
}

/** A piece of text again and again, in chunks of HTTP, never ending before `most` bytes. */
export function * chunksOf (piece: Buffer, most: number): Generator<Buffer> {
  const chunk = Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')])
  for (let sent = 0; sent < most; sent += piece.length) yield chunk
}
