export type TestKafka = { /** host:port, comma separated. */ brokers: string }
export type OwnKafka = TestKafka & { kill: () => Promise<void>, restart: () => Promise<void> }

/** The broker of this test run, given by KAFKA_BROKERS or started when first asked for. Topics are shared by all tests, so each test names its own. */
export const kafkaOfThisRun = (): Promise<TestKafka> => ask('/kafka')

/** A broker that a test may kill: that of this run, or where that one was given, one started beside it. */
export async function ownKafka (): Promise<OwnKafka> {
  const { brokers } = await ask('/own')
  return {
    brokers,
    kill: async () => { await ask('/own/kill') },
    restart: async () => { await ask('/own/restart') }
  }
}

/** Long enough to fetch Kafka from Maven once. */
const LONGEST_START = 400_000

async function ask (path: string): Promise<TestKafka> {
  const starter = process.env['WEFT_TEST_STARTER']
  if (!starter) throw new Error('There is no broker for this run: the test needs the global set-up of the testkit (packages/testkit/src/global-setup.ts).')
  const response = await fetch(starter + path, { method: 'POST', signal: AbortSignal.timeout(LONGEST_START) })
  if (!response.ok) throw new Error(await response.text())
  return await response.json() as TestKafka
}
