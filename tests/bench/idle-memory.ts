import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { Figure, Measured, Row } from './figure.ts'
import { startPlatform } from './platform.ts'

const IDLE_MS = 30_000

export const row: Row = { title: 'Memory of everything but Postgres, idle, with the demonstration loaded', measure }

async function measure (): Promise<Measured> {
  const platform = await startPlatform('meridian')
  try {
    await pause(IDLE_MS)
    const processes = nodesBelow(platform.pid)
    const total = (of: 'rss' | 'pss') => processes.reduce((sum, one) => sum + one[of], 0)
    return {
      figures: [
        { what: `resident, ${processes.length} processes of Node`, value: total('rss'), unit: 'MB', target: { below: 600 } },
        { what: 'the same with pages that they share counted once', value: total('pss'), unit: 'MB' },
        ...processes.map(({ name, rss }): Figure => ({ what: `of that, ${name}`, value: rss, unit: 'MB' }))
      ],
      beside: []
    }
  } finally {
    await platform.stop()
  }
}

type Process = { pid: number, name: string, rss: number, pss: number }

/** A process and all below it that run Node. Linux only, as the rest of the bench. */
function nodesBelow (pid: number): Process[] {
  const parentOf = new Map(readdirSync('/proc').filter(name => /^\d+$/.test(name)).flatMap(name => {
    const status = read(`/proc/${name}/status`)
    return status === '' ? [] : [[Number(name), Number(/^PPid:\t(\d+)/m.exec(status)?.[1] ?? 0)] as const]
  }))
  const isBelow = (one: number): boolean => one === pid || (parentOf.has(one) && isBelow(parentOf.get(one) ?? 0))
  return [...parentOf.keys()].filter(one => isBelow(one) && runsNode(one)).map(processOf)
}

const megabytes = (kilobytes: string | undefined) => Math.round(Number(kilobytes ?? 0) / 102.4) / 10

function processOf (pid: number): Process {
  const words = read(`/proc/${pid}/cmdline`).split('\0').filter(word => word !== '')
  const program = words.findIndex(word => /zone\.ts$|start\.(ts|mjs)$/.test(word))
  return {
    pid, name: words.slice(program).map(word => word.split('/').at(-1)).join(' '),
    rss: megabytes(/^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1]), pss: megabytes(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1])
  }
}

function runsNode (pid: number): boolean {
  try {
    return /\/node(-[^/]*)?$|\/bin\/node/.test(readlinkSync(`/proc/${pid}/exe`))
  } catch {
    return false
  }
}

function read (file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
