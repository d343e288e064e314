import { connect, createServer, type Socket } from 'node:net'

export type FrameProxy = {
  port: number
  /** Cuts the connection on which the answer to the next Produce request comes back, after the broker has taken the request. */
  loseNextAnswer: () => void
  /** How many answers were lost. */
  lost: () => number
  stop: () => Promise<void>
}

const PRODUCE = 0

/** Stands between a client and the broker and reads the frames: length, then for a request api key, version and correlation id, for an answer correlation id. */
export async function startFrameProxy (brokers: string): Promise<FrameProxy> {
  const [host, port] = brokers.split(':')
  const sockets = new Set<Socket>()
  let armed = false
  let lost = 0

  const server = createServer(client => {
    const broker = connect(Number(port), host)
    let doomed: number | undefined
    const cut = () => { client.destroy(); broker.destroy() }
    for (const socket of [client, broker]) {
      sockets.add(socket)
      socket.on('error', cut).on('close', () => { sockets.delete(socket); cut() })
    }
    eachFrame(client, frame => {
      if (armed && frame.readInt16BE(4) === PRODUCE) {
        armed = false
        doomed = frame.readInt32BE(8)
      }
      broker.write(frame)
    })
    eachFrame(broker, frame => {
      if (frame.readInt32BE(4) !== doomed) return client.write(frame)
      lost++
      cut()
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    loseNextAnswer: () => { armed = true },
    lost: () => lost,
    stop: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise(resolve => server.close(resolve))
    }
  }
}

function eachFrame (socket: Socket, handle: (frame: Buffer) => void): void {
  let rest = Buffer.alloc(0)
  socket.on('data', (data: Buffer) => {
    rest = Buffer.concat([rest, data])
    while (rest.length >= 4 && rest.length >= 4 + rest.readInt32BE(0)) {
      const end = 4 + rest.readInt32BE(0)
      handle(rest.subarray(0, end))
      rest = rest.subarray(end)
    }
  })
}
