import type pg from 'pg'
import type { Logger } from 'pino'

/** Clock in. `run` must be safe to die at any line and to run again; `everyMs` is the pause between two runs. */
export type Job = { name: string, everyMs: number, run: (signal: AbortSignal) => Promise<void> }

export type Jobs = {
  /** Runs a job now, after the run in hand if there is one, and waits for it. */
  poke: (name: string) => Promise<void>
  stop: () => Promise<void>
}

/** Runs each job again and again, one at a time over all processes of the service (session advisory lock). Errors are logged, the job goes on. */
export function startJobs ({ pool, jobs, log }: { pool: pg.Pool, jobs: readonly Job[], log: Logger }): Jobs {
  const stopping = new AbortController()
  const runners = new Map(jobs.map(job => [job.name, startJob(pool, job, log, stopping.signal)]))
  return {
    poke: async name => {
      const runner = runners.get(name)
      if (runner === undefined) throw new Error(`There is no job ${name}`)
      await runner.poke()
    },
    stop: async () => {
      stopping.abort()
      await Promise.all([...runners.values()].map(runner => runner.stop()))
    }
  }
}

function startJob (pool: pg.Pool, job: Job, log: Logger, signal: AbortSignal) {
  let inHand: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  const runOnce = () => {
    clearTimeout(timer)
    inHand = inHand.then(() => signal.aborted ? undefined : runAlone(pool, job, signal)).catch((error: unknown) => {
      if (!signal.aborted) log.error({ err: error, job: job.name }, 'a job failed; it will run again')
    }).then(() => {
      clearTimeout(timer)
      if (!signal.aborted) timer = setTimeout(() => { void runOnce() }, job.everyMs)
    })
    return inHand
  }
  timer = setTimeout(() => { void runOnce() }, 0)
  return { poke: runOnce, stop: async () => { clearTimeout(timer); await inHand } }
}

async function runAlone (pool: pg.Pool, job: Job, signal: AbortSignal): Promise<void> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    const { rows: [lock] } = await client.query<{ mine: boolean }>(/* sql */ `
      select pg_try_advisory_lock(hashtextextended('job:' || $1, 0)) as mine`, [job.name])
    if (lock?.mine !== true) return
    try {
      await job.run(signal)
    } finally {
      await client.query(/* sql */ `select pg_advisory_unlock(hashtextextended('job:' || $1, 0))`, [job.name])
    }
  } catch (error) {
    // The lock belongs to the connection: one that failed is thrown away, and the lock with it.
    broken = error instanceof Error ? error : new Error(String(error))
    throw error
  } finally {
    client.release(broken)
  }
}
