export type TestKafka = {
  /** host:port, comma separated. */
  brokers: string
  /** False for a broker given by KAFKA_BROKERS: it cannot be killed or restarted. */
  ours: boolean
  kill: () => Promise<void>
  restart: () => Promise<void>
}

/** The broker of this test run, started when first asked for. Topics are shared by all tests, so each test names its own. */
export async function kafkaOfThisRun (): Promise<TestKafka> {
  const { brokers, ours } = await ask('/kafka')
  return {
    brokers, ours,
    kill: async () => { await ask('/kafka/kill') },
    restart: async () => { await ask('/kafka/restart') }
  }
}

/** Long enough to fetch Kafka from Maven once. */
const LONGEST_START = 400_000

async function ask (path: string): Promise<{ brokers: string, ours: boolean }> {
  const starter = process.env['WEFT_TEST_STARTER']
  if (!starter) throw new Error('There is no broker for this run: the test needs the global set-up of the testkit (packages/testkit/src/global-setup.ts).')
  const response = await fetch(starter + path, { method: 'POST', signal: AbortSignal.timeout(LONGEST_START) })
  if (!response.ok) throw new Error(await response.text())
  return await response.json() as { brokers: string, ours: boolean }
}
