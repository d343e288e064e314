import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { Order } from './points.ts'

/** A place that is always taken: when its process dies, the next one starts. */
export type Slot = {
  name: string
  /** kill -9. False when there was nobody to kill. */
  kill: () => boolean
  freeze: () => void
  thaw: () => void
  /** SIGTERM; gives how long it took and how the process ended. With `again` the next process starts then. */
  stop: (options?: { again: boolean }) => Promise<Stopped>
  /** How many processes of this place were killed, whoever did it. */
  killed: () => number
  /** For how many milliseconds the process that has the place has been there. */
  age: () => number
  /** Ends that nobody asked for. */
  surprises: () => string[]
}

export type Stopped = { name: string, milliseconds: number, code: number | null, signal: string | null }

const file = (order: Order) => join(import.meta.dirname, order.role === 'write' ? 'writer.ts' : 'carrier.ts')
const cache = join(import.meta.dirname, '../../node_modules/.cache/weft/node')

/** An end of this process ends them too; a kill -9 closes the channel to them, on which each of them ends itself. */
const living = new Set<ChildProcess>()
process.once('exit', () => { living.forEach(child => child.kill('SIGKILL')) })

/** Of a stop that does not end. */
const LONGEST_STOP = 30_000

/** `nextOrder` says what each process that takes the place is to do. */
export function keepSlot (name: string, nextOrder: () => Order): Slot {
  let child: ChildProcess | undefined
  let stopping = false
  let killed = 0
  let started = 0
  const surprises: string[] = []

  const start = () => {
    const order = nextOrder()
    started = performance.now()
    const mine = child = spawn(process.execPath, [file(order), JSON.stringify(order)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env: { ...process.env, NODE_COMPILE_CACHE: cache } })
    living.add(mine)
    mine.once('exit', (code, signal) => {
      living.delete(mine)
      if (signal === 'SIGKILL') killed++
      else if (!stopping) surprises.push(`${name} ended by itself (${signal ?? code})`)
      if (!stopping) start()
    })
  }
  start()

  const signal = (wanted: NodeJS.Signals): boolean => child?.exitCode === null && child.signalCode === null && child.kill(wanted)
  return {
    name,
    kill: () => signal('SIGKILL'),
    freeze: () => { signal('SIGSTOP') },
    thaw: () => { signal('SIGCONT') },
    stop: async ({ again } = { again: false }) => {
      stopping = true
      const begun = performance.now()
      if (child) await ended(child)
      const { exitCode = null, signalCode = null } = child ?? {}
      if (again) {
        stopping = false
        start()
      }
      return { name, milliseconds: Math.round(performance.now() - begun), code: exitCode, signal: signalCode }
    },
    killed: () => killed,
    age: () => performance.now() - started,
    surprises: () => surprises
  }
}

async function ended (child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise(resolve => child.once('exit', resolve))
  child.kill('SIGCONT')
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), LONGEST_STOP)
  await gone
  clearTimeout(late)
}
