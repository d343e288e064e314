import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Kafka, logLevel } from 'kafkajs'
import pg from 'pg'

/** Something that lies around after a close: a row dead or alive, a log line, a record of a topic, a mail. */
export type Trace = {
  /** Where it lies: all traces of one place stand in one order. */
  place: string
  position: number
  /** Whatever counts up or tells the time. */
  numbers: Readonly<Record<string, number>>
  text: string
  /** Raw bytes of a row: ids stand there in binary. */
  bytes?: Buffer
}

/** Every row of every table of a database, dead ones included, as pages hold them (pageinspect), and live ones once more by column. */
export async function databaseTraces (name: string, superUrl: string): Promise<Trace[]> {
  const client = new pg.Client({ connectionString: superUrl, connectionTimeoutMillis: 5_000, statement_timeout: 60_000 })
  await client.connect()
  try {
    await client.query('create extension if not exists pageinspect')
    const { rows: tables } = await client.query<{ full_name: string, pages: number, kind: string, counter: string | null }>(/* sql */ `
      select c.oid::regclass::text as full_name,
             (pg_relation_size(c.oid) / current_setting('block_size')::int)::int as pages,
             c.relkind as kind,
             (select quote_ident(a.attname) from pg_attribute a where a.attrelid = c.oid and a.attidentity <> '') as counter
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 't', 'm')
         and n.nspname not in ('pg_catalog', 'information_schema')
         and (c.relkind <> 't' or c.oid in (select t.reltoastrelid from pg_class t join pg_namespace tn on tn.oid = t.relnamespace where tn.nspname not in ('pg_catalog', 'information_schema')))`)
    const traces: Trace[] = []
    for (const { full_name: table, pages, kind, counter } of tables) {
      for (let page = 0; page < pages; page++) traces.push(...await heapTraces(client, `${name}.${table}`, table, page))
      if (kind === 'r') traces.push(...await columnTraces(client, `${name}.${table}`, table, counter))
    }
    return traces
  } finally {
    await client.end()
  }
}

async function heapTraces (client: pg.Client, place: string, table: string, page: number): Promise<Trace[]> {
  const { rows } = await client.query<{ lp: number, xmin: string | null, xmax: string | null, data: Buffer | null }>(/* sql */ `
    select h.lp, h.t_xmin::text as xmin, h.t_xmax::text as xmax, h.t_data as data
      from heap_page_items(get_raw_page($1, $2)) h`, [table, page]).catch(emptyWhenGone)
  return rows.flatMap(({ lp, xmin, xmax, data }) => data === null
    ? []
    : [{ place: `${place} (heap)`, position: page * 10_000 + lp, numbers: { xmin: Number(xmin), xmax: Number(xmax) }, text: data.toString('latin1'), bytes: data }])
}

/** Vacuum gives empty pages at the end of a table back at any time: also after they were counted. */
function emptyWhenGone (error: Error): { rows: [] } {
  if (/out of range for relation/.test(error.message)) return { rows: [] }
  throw error
}

/** In the order in which the table numbered its rows, where it does: a row may lie before older ones, where one went or another connection left room. */
async function columnTraces (client: pg.Client, place: string, table: string, counter: string | null): Promise<Trace[]> {
  const order = counter === null ? '' : `order by t.${counter}`
  const { rows } = await client.query<{ row: Record<string, unknown> }>(`select to_jsonb(t) as row from ${table} t ${order}`)
  return rows.map(({ row }, position) => ({ place, position, numbers: numbersOf(row), text: JSON.stringify(row) }))
}

/** Numbers, dates and times of a record, however deep, by their path. */
export function numbersOf (value: unknown, path = ''): Record<string, number> {
  if (typeof value === 'number') return { [path]: value }
  if (typeof value === 'string') {
    const time = /^\d{4}-\d\d-\d\d/.test(value) ? Date.parse(value) : /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN
    return Number.isNaN(time) ? {} : { [path]: time }
  }
  if (value === null || typeof value !== 'object') return {}
  return Object.assign({}, ...Object.entries(value).slice(0, 200).map(([key, inner]) => numbersOf(inner, `${path}.${key}`))) as Record<string, number>
}

/** Every line of every log file, in order. */
export async function logTraces (folder: string): Promise<Trace[]> {
  const files = (await readdir(folder, { recursive: true })).filter(file => file.endsWith('.log'))
  const perFile = await Promise.all(files.map(async file => {
    const lines = (await readFile(join(folder, file), 'utf8')).split('\n').filter(line => line !== '')
    return lines.map((text, position): Trace => ({ place: `log ${file}`, position, numbers: numbersOf(parsed(text)), text }))
  }))
  return perFile.flat()
}

function parsed (line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

/** The mail catcher's store, in the order in which it was filled. */
export const mailTraces = (messages: readonly unknown[]): Trace[] =>
  messages.map((message, position) => ({ place: 'mail catcher', position, numbers: numbersOf(message), text: JSON.stringify(message) }))

type Told = { resource?: { attributes?: { key: string, value: { stringValue?: string } }[] } }

/** Every span and every figure that services told a collector, in the order in which they came. */
export function telemetryTraces (bodies: readonly string[]): Trace[] {
  const traces: Trace[] = []
  for (const body of bodies) {
    const { resourceSpans = [], resourceMetrics = [] } = JSON.parse(body) as { resourceSpans?: (Told & { scopeSpans: { spans: object[] }[] })[], resourceMetrics?: (Told & { scopeMetrics: { metrics: object[] }[] })[] }
    const all = [
      ...resourceSpans.map(({ resource, scopeSpans }) => ({ resource, kind: 'spans', told: scopeSpans.flatMap(scope => scope.spans) })),
      ...resourceMetrics.map(({ resource, scopeMetrics }) => ({ resource, kind: 'figures', told: scopeMetrics.flatMap(scope => scope.metrics) }))
    ]
    for (const { resource, kind, told } of all) {
      const service = resource?.attributes?.find(({ key }) => key === 'service.name')?.value.stringValue ?? 'nobody'
      for (const one of told) traces.push({ place: `telemetry ${kind} of ${service}`, position: traces.length, numbers: numbersOf(one), text: JSON.stringify(one) })
    }
  }
  return traces
}

/** Every record of every topic, with partition, offset and the broker's timestamp. */
export async function topicTraces (brokers: readonly string[]): Promise<Trace[]> {
  const kafka = new Kafka({ brokers: [...brokers], clientId: 'border', logLevel: logLevel.NOTHING })
  const admin = kafka.admin()
  await admin.connect()
  const topics = (await admin.listTopics()).filter(topic => !topic.startsWith('__'))
  const ends = (await Promise.all(topics.map(async topic => (await admin.fetchTopicOffsets(topic)).map(({ high, low }) => Number(high) - Number(low))))).flat().reduce((a, b) => a + b, 0)
  await admin.disconnect()

  const traces: Trace[] = []
  const consumer = kafka.consumer({ groupId: `border-${process.pid}-${ends}` })
  await consumer.connect()
  await consumer.subscribe({ topics, fromBeginning: true })
  await consumer.run({
    eachMessage: async ({ topic, partition, message }) => {
      const headers = Object.entries(message.headers ?? {}).map(([name, value]) => `${name}=${String(value)}`).join(' ')
      const text = `${String(message.key)} ${headers} ${String(message.value)}`
      traces.push({ place: `topic ${topic}`, position: Number(message.offset), numbers: { partition, timestamp: Number(message.timestamp), ...numbersOf(parsed(String(message.value))) }, text })
    }
  })
  const end = Date.now() + 60_000
  while (traces.length < ends && Date.now() < end) await new Promise(resolve => setTimeout(resolve, 100))
  await consumer.disconnect()
  if (traces.length < ends) throw new Error(`Only ${traces.length} of ${ends} records could be read from the topics`)
  return traces
}
