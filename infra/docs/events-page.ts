import type { Contract } from '@weft/contracts/envelope'
import type { Topic } from '@weft/contracts/topics'
import { z } from 'zod'
import { fieldsOf, type Schema } from './fields.ts'

const contents: Record<Contract['content'], string> = {
  personal: 'personal: names or points at a person',
  answers: 'answers: single answer sheets, without a name',
  structure: 'structure: neither people nor answers',
  aggregate: 'aggregate: safe for every reader'
}

/** docs/events.md: every topic with its events, in the order of the topic list. Throws for an event without a topic and a topic without an event. */
export function eventsPage (catalogue: readonly Contract[], topics: readonly Topic[]): string {
  const stray = catalogue.find(contract => !topics.some(topic => topic.name === contract.topic))
  if (stray) throw new Error(`${stray.type} travels on ${stray.topic}, which is not in the list of topics`)
  const sections = topics.map(topic => topicSection(topic, eventsOn(topic.name, catalogue)))
  return `${[intro, contentsTable(catalogue, topics), ...sections].join('\n\n')}\n`
}

const intro = `# Events

Generated from \`packages/contracts\` by \`npm run docs\`; change it there. A test fails when this page is behind.

Every event is CloudEvents 1.0. Over Kafka it is in binary mode: attributes are \`ce_*\` headers (\`ce_id\`, \`ce_type\`, \`ce_source\`, \`ce_time\`), the value is the data as plain JSON.
Events come at least once, in order per key; the same \`ce_id\` is the same event. \`pub.*\` topics are for analysts, \`int.*\` topics are internal. Within a version fields are only added.`

function contentsTable (catalogue: readonly Contract[], topics: readonly Topic[]): string {
  const rows = topics.flatMap(topic => eventsOn(topic.name, catalogue)
    .map(contract => `| [\`${contract.type}\`](#${contract.type}) | \`${topic.name}\` | ${topic.producer} | ${readersOf(topic)} | ${contract.content} |`))
  return ['| event | topic | from | to | content |', '|---|---|---|---|---|', ...rows].join('\n')
}

// By name: the order of a module's exports is not the same under every loader.
export const eventsOn = (topic: string, catalogue: readonly Contract[]) =>
  catalogue.filter(contract => contract.topic === topic).sort((a, b) => a.type < b.type ? -1 : 1)

/** Whoever analyses reads what is published, besides the services that are granted it. */
export const analysts = (topic: string): readonly string[] => topic.startsWith('pub.') ? ['analysts'] : []
const readersOf = ({ name, readers }: Topic) => [...readers, ...analysts(name)].join(', ')

export const keptFor = (cleanup: Topic['cleanup']) => cleanup === 'compact' ? 'The latest event of each key is kept; a tombstone (no value) ends a key.' : 'Events are kept for a time.'

function topicSection (topic: Topic, contracts: readonly Contract[]): string {
  if (contracts.length === 0) throw new Error(`No event travels on ${topic.name}`)
  const head = `## ${topic.name}\n\nFrom *${topic.producer}*, read by ${readersOf(topic) || 'nobody yet'}. ${topic.partitions} ${topic.partitions === 1 ? 'partition' : 'partitions'}. ${keptFor(topic.cleanup)}`
  return [head, ...contracts.map(eventSection)].join('\n\n')
}

function eventSection ({ type, meaning, key, content, data, example }: Contract): string {
  const fields = fieldsOf(z.toJSONSchema(data, { io: 'input' }) as Schema)
  return [
    `### ${type}`,
    meaning,
    `- key: ${key}\n- content: ${contents[content]}`,
    ['| field | type | meaning |', '|---|---|---|', ...fields.map(field => `| \`${field.path}\` | ${cellText(field.type)} | ${cellText(field.meaning)} |`)].join('\n'),
    `\`\`\`json\n${JSON.stringify(example, null, 2)}\n\`\`\``
  ].join('\n\n')
}

const cellText = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
