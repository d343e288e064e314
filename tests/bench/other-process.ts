import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'

export type Other<Order, Reply> = { pid: number, ask: (order: Order) => Promise<Reply>, stop: () => Promise<void> }

const hook = import.meta.resolve('../../infra/tsx-hook.mjs')

/** A program of the bench in a process of its own, asked over the channel between them. One order at a time. */
export function startOther<Order, Reply> (program: string, env: Readonly<Record<string, string>> = {}, nodeFlags: readonly string[] = []): Other<Order, Reply> {
  const child = spawn(process.execPath, [...nodeFlags, '--import', hook, program], { env: { ...process.env, ...env }, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const ended = once(child, 'exit')
  return {
    pid: child.pid ?? 0,
    ask: async order => {
      const answer = once(child, 'message')
      child.send(order as object)
      const [reply] = await Promise.race([answer, ended.then(([code]) => { throw new Error(`${program} ended with ${String(code)}.`) })]) as [{ reply: Reply } | { failed: string }]
      if ('failed' in reply) throw new Error(`${program}: ${reply.failed}`)
      return reply.reply
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      const gone = await Promise.race([ended.then(() => true), pause(30_000, false, { ref: false })])
      if (!gone) child.kill('SIGKILL')
    }
  }
}

/** The other end: carries out orders until the channel closes. */
export function answerOrders<Order, Reply> (carryOut: (order: Order) => Promise<Reply>): void {
  process.on('message', (order: Order) => {
    carryOut(order).then(reply => process.send?.({ reply }), (error: unknown) => process.send?.({ failed: error instanceof Error ? error.stack : String(error) }))
  })
  process.on('disconnect', () => process.exit(0))
}
