// One zone's process. What to start comes over the channel from the launcher, not through environment variables:
// those would be readable to every process of this account, and one process holds several services.
import type { Env } from '@weft/service-kit/config'
import type { Running } from '@weft/service-kit/service'
import { startCatcher, type Catcher } from './catcher.ts'

/** What the launcher asks of a zone. */
export type Order = { services: { name: string, module: string, env: Env }[], catcher?: { smtpPort: number, pagePort: number } }
/** What a zone tells the launcher: ready, or why not. */
export type Report = { ready: Record<string, string> } | { failed: string }

type Stoppable = { stop: () => Promise<void> }
const running: Stoppable[] = []
let leaving: Promise<void> | undefined

async function carryOut (order: Order): Promise<Record<string, string>> {
  if (order.catcher) running.push(await startCatcher(order.catcher) satisfies Catcher)
  const urls: Record<string, string> = {}
  for (const { name, module, env } of order.services) {
    const { start } = await import(module) as { start: (env: Env) => Promise<Running> }
    const service = await start(env)
    running.push(service)
    urls[name] = service.url
  }
  return urls
}

async function leave (): Promise<void> {
  for (const part of running.reverse()) await part.stop()
}

function leaveOnce (): void {
  leaving ??= leave().then(() => process.exit(0), (error: unknown) => {
    console.error(error)
    process.exit(1)
  })
}

process.once('message', (order: Order) => {
  carryOut(order).then(
    ready => process.send?.({ ready } satisfies Report),
    (error: unknown) => {
      console.error(error)
      process.send?.({ failed: error instanceof Error ? error.message : String(error) } satisfies Report, () => process.exit(1))
    })
})
process.on('SIGTERM', leaveOnce)
// The terminal's Ctrl-C is the launcher's; and when the launcher is gone, nobody is left to stop this process.
process.on('SIGINT', () => undefined)
process.on('disconnect', leaveOnce)
