// The service as it is, with a clock that whoever started this process moves: by IPC, { now } sets it, { now, job } also runs that job.
// No hour passes while a job runs: a run belongs to one hour.
import { definitionOf } from '@weft/commitments/main'
import { startService } from '@weft/service-kit/service'

export type Order = { now: string, job?: string }
export type Word = { url: string } | { ran: string, at: string } | { moved: string }

const say = (word: Word) => { process.send?.(word) }
const clock = { now: new Date(process.env['NOW'] ?? '') }
let wake: (job?: string) => void = () => {}

const definition = definitionOf(process.env)
const inHand = new Set<Promise<void>>()
let moving: Promise<unknown> = Promise.resolve()
process.on('message', ({ now, job }: Order) => {
  moving = moving.then(() => Promise.allSettled(inHand)).then(() => {
    clock.now = new Date(now)
    say({ moved: now })
    if (job !== undefined) wake(job)
  })
})
process.on('disconnect', () => { process.exit(1) })

const { url } = await startService({
  ...definition,
  deps: async base => {
    wake = base.wake
    return { ...await definition.deps(base), now: () => clock.now }
  },
  jobs: deps => definition.jobs(deps).map(job => ({
    ...job,
    run: async signal => {
      await moving
      const at = clock.now.toISOString()
      const run = job.run(signal)
      inHand.add(run)
      try {
        await run
        say({ ran: job.name, at })
      } finally {
        inHand.delete(run)
      }
    }
  }))
})
say({ url })
