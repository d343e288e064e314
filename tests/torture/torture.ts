import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startOwnKafka } from '@weft/infra/kafka/broker'
import { torture, type TortureOptions } from './run.ts'

/** `npm run torture -- --minutes 10 --seed 1 --events kafka`. Without `--events` over both, one after the other. Ends with 1 when a check is broken. */
const { values } = parseArgs({ options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string' }, events: { type: 'string' } } })
const minutes = Number(values.minutes)
const seed = values.seed === undefined ? 1 + Math.floor(Math.random() * 1_000_000) : Number(values.seed)
const wanted = (['postgres', 'kafka'] as const).filter(events => values.events === undefined || values.events === events)
if (!(minutes > 0 && minutes <= 600) || !Number.isSafeInteger(seed) || wanted.length === 0) {
  console.error('npm run torture -- --minutes N --seed S [--events postgres|kafka]: N minutes (up to 600) of load over each transport, S a whole number.')
  process.exit(2)
}

// Everything of the run lies below one folder, which goes however it ends. Postgres runs as a user of its own and must be able to pass through.
const home = mkdtempSync(join(tmpdir(), 'weft-torture-'))
chmodSync(home, 0o755)
process.env['TMPDIR'] = home
let over = false
process.once('exit', () => {
  if (over) rmSync(home, { recursive: true, force: true })
  // Interrupted: Postgres and the broker are ended on the way out and still write for a moment.
  else spawn('sh', ['-c', 'sleep 5; rm -rf "$0"', home], { detached: true, stdio: 'ignore' }).unref()
})
for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT']) process.once(signal, () => process.exit(1))

const say = (line: string) => { console.log(line) }
say(`Node ${process.versions.node}, ${availableParallelism()} processors, ${Math.round(totalmem() / 2 ** 30)} GB`)

let broken = false
for (const events of wanted) {
  const options: TortureOptions = { seed, milliseconds: minutes * 60_000, events, form: 'long', say }
  const report = events === 'postgres' ? await torture(options) : await overKafka(options)
  report.lines.forEach(say)
  if (report.holds) continue
  broken = true
  say(`Again: npm run torture -- --minutes ${minutes} --seed ${seed} --events ${events}`)
}
over = true
process.exit(broken ? 1 : 0)

async function overKafka (options: TortureOptions) {
  const broker = await startOwnKafka({ dataDir: join(home, 'kafka') })
  try {
    return await torture({ ...options, broker })
  } finally {
    await broker.stop()
  }
}
