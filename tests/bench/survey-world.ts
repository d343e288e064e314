import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { topics } from '@weft/contracts/topics'
import { waveReply } from '@weft/contracts/survey/api'
import { openPostgres } from '@weft/service-kit/transport/postgres'
import { audienceOf } from '@weft/testkit/audience'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { recordOf } from '@weft/testkit/delivery'
import { openDoor } from '@weft/testkit/door'
import { until } from '@weft/testkit/driver'
import { freePort } from '@weft/testkit/free-port'
import { startPostgres } from '@weft/testkit/postgres'
import { startOther } from './other-process.ts'

export type SurveyWorld = {
  /** Where /s/ is answered. */
  origin: string
  database: TestDatabase
  /** Plans and opens a wave of `full-8` for so many; gives its id and everybody's token. */
  openWave: (people: number) => Promise<{ waveId: string, tokens: string[] }>
  stop: () => Promise<void>
}

const program = import.meta.resolve('@weft/survey/main')
const silent = { info: () => {}, warn: () => {}, error: () => {} }

/** The service *survey* as it runs, in a process of its own, on a Postgres of its own that keeps what it acknowledged. */
export async function startSurveyWorld (nodeFlags: readonly string[] = []): Promise<SurveyWorld> {
  const postgres = await startPostgres()
  const at = { server: postgres.url }
  const [survey, participation, scoring] = [await databaseOf('survey', at), await databaseOf('participation', at), await databaseOf('scoring', at)]
  const read = (producer: string) => topics.filter(topic => topic.producer === producer && topic.readers.includes('survey')).map(topic => topic.name)
  const sources = { participation: await participation.readerFor('survey', read('participation')), scoring: await scoring.readerFor('survey', read('scoring')) }
  const [door, port, publicPort, folder] = [await openDoor(), await freePort(), await freePort(), mkdtempSync(join(tmpdir(), 'weft-bench-'))]
  const service = startOther(program.replace('file://', ''), {
    NAME: 'survey', PORT: String(port), DATABASE_URL: survey.appUrl, MIGRATION_DATABASE_URL: survey.ownerUrl, EVENTS: 'postgres', EVENT_SOURCES: JSON.stringify(sources),
    DOOR_PUBLIC_KEY: JSON.stringify(door.publicKey), LOG_FILE: join(folder, 'survey.log'), PUBLIC_LOG_FILE: join(folder, 'public.log'), PUBLIC_PORT: String(publicPort)
  }, nodeFlags)
  const origin = `http://127.0.0.1:${publicPort}`
  await until('survey answers', async () => (await fetch(`${origin}/s/nobody`)).status === 404)
  const call = async (method: string, path: string, body?: object) => waveReply.parse(await (await fetch(`http://127.0.0.1:${port}${path}`, {
    method, headers: { ...await door.as('survey', 'program-office'), ...(body && { 'content-type': 'application/json' }) }, ...(body && { body: JSON.stringify(body) })
  })).json())
  return {
    origin, database: survey,
    openWave: async people => {
      const { waveId } = await call('POST', '/waves', { title: 'Bench', instrumentId: 'full-8', closesOn: '2099-12-31' })
      await call('POST', `/waves/${waveId}/launch`)
      const { tokens, events } = audienceOf(waveId, Array.from({ length: people }, (_, i) => ({ unitId: i % 2 === 0 ? 'north' : 'south' })))
      const transport = openPostgres({ pool: participation.pool, source: 'participation', sources: {}, log: silent })
      const producer = await transport.producer()
      for (const event of events) await producer.send([recordOf(event)])
      await transport.close()
      await until('the wave is open', async () => (await call('GET', `/waves/${waveId}`)).state === 'opened')
      return { waveId, tokens }
    },
    stop: async () => {
      await service.stop()
      await Promise.all([survey, participation, scoring].map(database => database.drop()))
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
