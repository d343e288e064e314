import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { freePorts, isFree } from './free-ports.ts'

/** A process that begins its search where all others do, says what it was given, and stays until it is ended. */
async function asking (count: number): Promise<{ child: ChildProcess, ports: number[] }> {
  const module = new URL('free-ports.ts', import.meta.url).href
  const child = spawn(process.execPath, ['--input-type=module', '-e', `
    import { freePorts } from ${JSON.stringify(module)}
    Math.random = () => 0.5
    console.log(JSON.stringify(await freePorts(${count})))
    setInterval(() => {}, 1000)`], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [said] = await once(child.stdout, 'data') as [Buffer]
  return { child, ports: JSON.parse(said.toString()) as number[] }
}

describe('free ports', () => {
  it('When several ask at once, then each port is given once, below those that systems hand out and above those browsers refuse', async () => {
    const ports = (await Promise.all([20, 20, 20, 20].map(count => freePorts(count)))).flat()
    expect(new Set(ports).size).toBe(80)
    expect(Math.min(...ports)).toBeGreaterThan(10_080)
    expect(Math.max(...ports)).toBeLessThan(32_768)
  })

  it('When processes ask side by side, then none is given a port of another, though nobody listens on it yet', async () => {
    const asked = await Promise.all(Array.from({ length: 4 }, () => asking(40)))
    for (const { child } of asked) child.kill('SIGKILL')
    expect(new Set(asked.flatMap(({ ports }) => ports)).size).toBe(160)
  })

  it('When somebody else listens on the next one, then it is passed over', async () => {
    const [port = 0] = await freePorts(1)
    const other = createServer().listen(port + 1, '127.0.0.1')
    await once(other, 'listening')
    expect(await isFree(port + 1)).toBe(false)
    expect(await freePorts(31)).not.toContain(port + 1)
    other.close()
  })

  it('When the one who asked has nothing more to do, then its claim does not keep it alive', async () => {
    const module = new URL('free-ports.ts', import.meta.url).href
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', `await (await import(${JSON.stringify(module)})).freePorts(1)`], { timeout: 20_000 })
  })
})
