import { startOwnKafka } from '@weft/infra/kafka/broker'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { overKafka, overPostgres, type Carrier } from './carrier.ts'
import { livedThrough } from './lived.ts'
import { directoryFindings, historyFindings, indexFindings, mailFindings, type Findings } from './oracle.ts'
import type { Organisation } from './organisation.ts'
import { differences, outcomeOf } from './outcome.ts'
import { playYear } from './play.ts'
import { toldFindings } from './told.ts'

export type JudgeOptions = { seed: number, people: number, takePart: number, kills: number, /** Fewer days on which people do something. */ isShort: boolean, /** How many of the four. */ quarters: number, say?: (line: string) => void }
export type Verdict = {
  /** By what was asked of the year: empty where it holds. */
  history: Findings, index: Findings, mails: Findings, told: Findings, directory: Findings, outcome: Findings
  figures: Record<string, number>
  /** How often each thing that happens in a year happened in this one. */
  lived: Record<string, number>
  /** What people were refused, by act and code. */
  refusals: Record<string, number>
}

const bossesIn = ({ frozen }: Organisation): number => new Set([...frozen.values()].flatMap(({ bossId }) => bossId ?? [])).size

/**
 * The same year twice, side by side: with deaths over a broker, and without any where the carrier is the database. The people of both are the same and know
 * nothing of it; what they left behind must be the same as well.
 */
export async function judgeYear ({ seed, people, takePart, kills, isShort, quarters, say = () => {} }: JudgeOptions): Promise<Verdict> {
  const home = await mkdtemp(join(tmpdir(), 'weft-year-'))
  await chmod(home, 0o755)
  const broker = await startOwnKafka({ dataDir: join(home, 'kafka') })
  const carriers: Carrier[] = []
  const closing: (() => Promise<void>)[] = []
  try {
    carriers.push(await overKafka(broker.brokers), await overPostgres())
    const years = await Promise.allSettled(carriers.map((carrier, n) => playYear({ seed, people, takePart, isShort, quarters, kills: n === 0 ? kills : 0, carrier, say: line => { say(`${n === 0 ? 'with' : 'without'} deaths: ${line}`) } })))
    for (const year of years) if (year.status === 'fulfilled') closing.push(year.value.house.close)
    const [hunted, quiet] = years.map(year => {
      if (year.status === 'rejected') throw year.reason
      return year.value
    })
    if (hunted === undefined || quiet === undefined) throw new Error('Two years were to be played.')
    const [history, index, mails, told] = [await historyFindings(hunted.house, hunted.doors.log), await indexFindings(hunted.house, hunted.doors.log), await mailFindings(hunted.house), await toldFindings(hunted.house)]
    return {
      history: [...history, ...await historyFindings(quiet.house, quiet.doors.log)], index: index.findings, mails: [...mails.findings, ...(await mailFindings(quiet.house)).findings], told: told.findings,
      directory: [...await directoryFindings(hunted.house, hunted.organisation), ...await directoryFindings(quiet.house, quiet.organisation)],
      outcome: differences(await outcomeOf(hunted.house), await outcomeOf(quiet.house)),
      figures: {
        people: hunted.organisation.here.size, bosses: bossesIn(hunted.organisation), kills: hunted.house.kills(), requests: hunted.doors.counts.asked, unanswered: hunted.doors.counts.unanswered, cutOff: hunted.doors.counts.cutOff, foundDone: hunted.doors.counts.found,
        steps: hunted.doors.log.length, indices: index.indices, mails: hunted.house.posted.length, mailsUnknown: mails.unknown, eventsHeard: told.heard
      },
      lived: await livedThrough(hunted.house),
      refusals: Object.fromEntries([...hunted.scene.refusals].sort())
    }
  } finally {
    for (const close of closing) await close()
    for (const carrier of carriers) await carrier.close()
    await broker.stop()
    await rm(home, { recursive: true, force: true })
  }
}
