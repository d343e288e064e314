import { connect, type Socket } from 'node:net'

export type Answer = { status: number, head: string, body: Buffer }

const END = Buffer.from('\r\n\r\n')

/**
 * One kept-alive connection of HTTP/1.1, one request at a time, for answers with a content-length. The generator of a load shares two
 * cores with what it measures: a full client would take a third of them.
 */
export class Wire {
  readonly #socket: Socket
  #answeredAt = performance.now()
  #rest: Buffer = Buffer.alloc(0)
  #waiting: { resolve: (answer: Answer) => void, reject: (error: Error) => void } | undefined

  private constructor (socket: Socket) {
    this.#socket = socket
    socket.on('data', (chunk: Buffer) => { this.#take(chunk) })
    socket.on('error', error => { this.#waiting?.reject(error) })
    socket.on('close', () => { this.#waiting?.reject(new Error('The connection was closed.')) })
    socket.setTimeout(30_000, () => { socket.destroy(new Error('No answer in 30 s.')) })
  }

  static async to (origin: string): Promise<Wire> {
    const { hostname, port } = new URL(origin)
    const socket = connect({ host: hostname, port: Number(port), noDelay: true })
    await new Promise((resolve, reject) => { socket.once('connect', resolve).once('error', reject) })
    return new Wire(socket)
  }

  /** The server gives up a connection that was idle for ten seconds; from half of that on it is not used again. */
  get fresh (): boolean {
    return !this.#socket.destroyed && performance.now() - this.#answeredAt < 5_000
  }

  ask (request: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#socket.destroyed) return reject(new Error('The connection was closed before it was used.'))
      this.#waiting = { resolve, reject }
      this.#socket.write(request)
    })
  }

  close (): void {
    this.#socket.destroy()
  }

  #take (chunk: Buffer): void {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    const headEnd = this.#rest.indexOf(END)
    if (headEnd < 0) return
    const head = this.#rest.toString('latin1', 0, headEnd)
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0)
    const end = headEnd + END.length + length
    if (this.#rest.length < end) return
    const body = this.#rest.subarray(headEnd + END.length, end)
    this.#rest = this.#rest.subarray(end)
    this.#answeredAt = performance.now()
    this.#waiting?.resolve({ status: Number(head.slice(9, 12)), head, body })
  }
}
