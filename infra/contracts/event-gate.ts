import type { Contract } from '@weft/contracts/envelope'
import type { Topic } from '@weft/contracts/topics'
import { z } from 'zod'
import type { Schema } from '../docs/fields.ts'
import { loses, reads, type Reasons } from './reads.ts'
import { fits, samplesOf } from './samples.ts'

/** An event as it was when its version was released. */
export type ReleasedEvent = { topic: string, type: string, key: string, content: Contract['content'], schema: Schema, samples: readonly unknown[] }
export type ReleasedTopic = Pick<Topic, 'name' | 'partitions' | 'cleanup'>

/** What two judges say that share no code: one compares the schemas, the other reads every sample of either side with the other's reader. */
export type Judgement = {
  newReadsOld: { bySchema: Reasons, bySamples: Reasons }
  oldReadsNew: { bySchema: Reasons, bySamples: Reasons }
}

/** What is published of an event: open, since within a version fields are added. */
export const schemaOf = (data: z.ZodType): Schema => z.toJSONSchema(data, { io: 'input' }) as Schema

export function releasedEvent ({ topic, type, key, content, data, example }: Contract): ReleasedEvent {
  const schema = schemaOf(data)
  return { topic, type, key, content, schema, samples: [example, ...samplesOf(schema)] }
}

/** Whether a reader of today reads everything ever sent, whole, and a reader of then everything that is sent today. */
export function judge (old: Pick<ReleasedEvent, 'schema' | 'samples'>, now: z.ZodType): Judgement {
  const schema = schemaOf(now)
  return {
    newReadsOld: {
      bySchema: [...reads(schema, old.schema), ...loses(schema, old.schema)],
      bySamples: old.samples.flatMap(sample => readsWhole(now, sample) ? [] : [`today's reader does not read all of ${short(sample)}`])
    },
    oldReadsNew: {
      bySchema: reads(old.schema, schema),
      bySamples: samplesOf(schema).flatMap(sample => fits(old.schema, sample) ? [] : [`the reader of then refuses ${short(sample)}`])
    }
  }
}

/**
 * Why today's contracts may not follow what was released, one sentence a reason; empty when they may. Topics and keys count too:
 * another key or another number of partitions puts the events of one thing into two orders.
 */
export function eventFindings (released: { events: readonly ReleasedEvent[], topics: readonly ReleasedTopic[] }, catalogue: readonly Contract[], topics: readonly Topic[]): Reasons {
  return [...released.topics.flatMap(topic => topicFindings(topic, topics)), ...released.events.flatMap(event => findingsOf(event, catalogue))]
}

function topicFindings (old: ReleasedTopic, topics: readonly Topic[]): Reasons {
  const now = topics.find(({ name }) => name === old.name)
  if (now === undefined) return [`${old.name} is gone`]
  return (['partitions', 'cleanup'] as const).filter(part => now[part] !== old[part]).map(part => `${old.name}: ${part} was ${old[part]} and is ${now[part]}`)
}

function findingsOf (old: ReleasedEvent, catalogue: readonly Contract[]): Reasons {
  const name = `${old.type} on ${old.topic}`
  const now = catalogue.find(({ topic, type }) => topic === old.topic && type === old.type)
  if (now === undefined) return [`${name} is gone`]
  const { newReadsOld, oldReadsNew } = judge(old, now.data)
  return [
    ...now.key === old.key ? [] : [`${name}: its key was "${old.key}" and is "${now.key}"`], // guard: topic key
    ...now.content === old.content ? [] : [`${name}: its content was ${old.content} and is ${now.content}`],
    ...reasonsOf(newReadsOld).map(reason => `${name}: a reader of today does not read what was sent before: ${reason}`),
    ...reasonsOf(oldReadsNew).map(reason => `${name}: a reader of before does not read what is sent today: ${reason}`)
  ]
}

/** Either judge is enough to refuse. */
export const reasonsOf = ({ bySchema, bySamples }: Judgement['newReadsOld']): Reasons => bySchema.length > 0 ? bySchema : bySamples.slice(0, 1)

/** Reads a sample and finds all of it again: what a schema does not name, zod drops without a word. */
function readsWhole (schema: z.ZodType, sample: unknown): boolean {
  const parsed = schema.safeParse(sample)
  return parsed.success && holds(parsed.data, sample)
}

function holds (whole: unknown, part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return Object.is(whole, part)
  if (typeof whole !== 'object' || whole === null) return false
  return Object.entries(part).every(([name, value]) => Object.hasOwn(whole, name) && holds((whole as Record<string, unknown>)[name], value))
}

const short = (sample: unknown) => JSON.stringify(sample).slice(0, 200)
