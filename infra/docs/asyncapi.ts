import type { Contract } from '@weft/contracts/envelope'
import type { Topic } from '@weft/contracts/topics'
import { settingsOf } from '@weft/service-kit/transport/kafka'
import { z } from 'zod'
import { analysts, eventsOn, keptFor } from './events-page.ts'

type Json = Record<string, unknown>
const KAFKA_BINDING = '0.5.0'

/** The AsyncAPI 3 document of all events: a channel a topic, a message a type, who sends and who receives. */
export function asyncApiOf (catalogue: readonly Contract[], topics: readonly Topic[], version: string): Json {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Weft: events', version, license: { name: 'Apache-2.0' },
      description: 'CloudEvents 1.0 in Kafka binary mode: attributes are `ce_*` headers, the value is the data as plain JSON. At least once, in order per key; the same `ce_id` is the same event. `pub.*` is for analysts, `int.*` is internal. Within a version fields are only added: pass over what you do not know. Generated from `packages/contracts` by `npm run docs`.'
    },
    defaultContentType: 'application/json',
    servers: { kafka: { host: 'localhost:9092', protocol: 'kafka', description: 'Any broker of KAFKA_BROKERS; with EVENTS=postgres the same records lie in `event_log` of each producer.' } },
    channels: Object.fromEntries(topics.map(topic => [topic.name, channelOf(topic, catalogue)])),
    operations: Object.fromEntries(topics.flatMap(operationsOf)),
    components: { messages: Object.fromEntries([...catalogue].sort((a, b) => a.type < b.type ? -1 : 1).map(contract => [contract.type, messageOf(contract)])), schemas: { headers } }
  }
}

function channelOf ({ name, producer, partitions, cleanup }: Topic, catalogue: readonly Contract[]): Json {
  return {
    address: name,
    description: `From ${producer}. ${keptFor(cleanup)}`,
    messages: Object.fromEntries(eventsOn(name, catalogue).map(({ type }) => [type, { $ref: `#/components/messages/${type}` }])),
    bindings: { kafka: { topic: name, partitions, topicConfiguration: topicConfiguration(cleanup), bindingVersion: KAFKA_BINDING } }
  }
}

/** The binding has the policy as a list and knows these names alone; what else a topic gets is for the kit to say. */
function topicConfiguration (cleanup: Topic['cleanup']): Json {
  const known = ['retention.ms', 'delete.retention.ms', 'max.message.bytes']
  return { 'cleanup.policy': [cleanup], ...Object.fromEntries(Object.entries(settingsOf(cleanup)).filter(([name]) => known.includes(name))) }
}

function operationsOf ({ name, producer, readers }: Topic): [string, Json][] {
  const channel = { $ref: `#/channels/${name}` }
  const hearers = [...readers, ...analysts(name)]
  return [
    [`${producer}-sends-${name}`, { action: 'send', channel, summary: `${producer} writes to ${name}; nobody else may.`, tags: [{ name: producer }] }],
    ...hearers.map((reader): [string, Json] => [`${reader}-receives-${name}`, { action: 'receive', channel, summary: `${reader} may read ${name}.`, tags: [{ name: reader }] }])
  ]
}

function messageOf ({ topic, type, meaning, key, content, data, example }: Contract): Json {
  return {
    name: type, title: type, summary: meaning, contentType: 'application/json',
    headers: { $ref: '#/components/schemas/headers' },
    payload: withoutDialect(z.toJSONSchema(data, { io: 'input', target: 'draft-7' })),
    bindings: { kafka: { key: { type: 'string', description: key }, bindingVersion: KAFKA_BINDING } },
    tags: [{ name: content }],
    'x-content': content,
    examples: [{ name: 'an-example', headers: exampleHeaders(topic, type), payload: example }]
  }
}

const withoutDialect = (schema: Json): Json => Object.fromEntries(Object.entries(schema).filter(([name]) => name !== '$schema'))

const headers = {
  type: 'object',
  required: ['ce_specversion', 'ce_id', 'ce_type', 'ce_source', 'ce_time', 'content-type'],
  properties: {
    ce_specversion: { type: 'string', const: '1.0' },
    ce_id: { type: 'string', format: 'uuid', description: 'The same id is the same event.' },
    ce_type: { type: 'string', description: 'Unique within its topic.' },
    ce_source: { type: 'string', description: '/weft/ and the producer.' },
    ce_time: { type: 'string', description: 'An instant in the identity zone, a day in the answer zone.' },
    'content-type': { type: 'string', const: 'application/json' }
  }
}

const exampleHeaders = (topic: string, type: string) => ({
  ce_specversion: '1.0', ce_id: '7b1f2d34-8f0e-4c57-9d51-0d3a3f1f2a11', ce_type: type, ce_source: `/weft/${topic.split('.')[1]}`,
  ce_time: '2027-03-31', 'content-type': 'application/json'
})
