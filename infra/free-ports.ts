import { createServer, type Server } from 'node:net'

// Below the ports that systems hand out by themselves (Linux from 32768, macOS and Windows from 49152): one that is free
// now is not taken by somebody's outgoing call before it is used. Above those that browsers refuse to open (to 10080).
const FIRST = 11_000
const BLOCK = 32
const BLOCKS = Math.floor((32_768 - FIRST) / BLOCK)

let left: number[] = []

/**
 * Ports on 127.0.0.1 that nobody listens on now, all different, and that no other process which asks here is given while
 * this one lives. Throws when there is none.
 */
export async function freePorts (count: number): Promise<number[]> {
  const found: number[] = []
  while (found.length < count) {
    if (left.length === 0) left = await takeBlock()
    const port = left.shift()
    if (port !== undefined && await isFree(port)) found.push(port)
  }
  return found
}

/** Listens on the first port of a block until this process ends, which makes the others ours: the system forgets it with us, however we end. */
async function takeBlock (): Promise<number[]> {
  const start = Math.floor(Math.random() * BLOCKS)
  for (let tried = 0; tried < BLOCKS; tried++) {
    const first = FIRST + (start + tried) % BLOCKS * BLOCK
    const sign = await listen(first)
    if (sign === undefined) continue // guard: a block has one owner
    sign.on('connection', socket => socket.destroy()).unref()
    return Array.from({ length: BLOCK - 1 }, (_, i) => first + 1 + i)
  }
  throw new Error(`No port from ${FIRST} to 32767 is free on this machine.`)
}

/** Whether nobody listens on this port of 127.0.0.1 now. Throws when we may not listen there at all. */
export async function isFree (port: number): Promise<boolean> {
  const server = await listen(port)
  await new Promise(resolve => server === undefined ? resolve(undefined) : server.close(resolve))
  return server !== undefined
}

/** undefined when somebody else listens there. */
function listen (port: number): Promise<Server | undefined> {
  const server = createServer()
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error))
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}
