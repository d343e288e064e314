import type { Contract } from '@weft/contracts/envelope'
import { topics } from '@weft/contracts/topics'
import { importsOf, type Source } from './source.ts'

/** Exported name → contract, of one service's events. */
export type Events = Record<string, Record<string, unknown>>

const isContract = (value: unknown): value is Contract => typeof value === 'object' && value !== null && 'topic' in value && 'data' in value

/** The contracts of other services that a file names, by value or by type (`WaveOpened` is the type of `waveOpened`). */
export function foreignContracts (service: string, source: Source, events: Events): { name: string, topic: string }[] {
  return importsOf(source).flatMap(({ module, name }) => {
    const producer = /^@weft\/contracts\/([a-z-]+)\/(?:[a-z-]+-)?events$/.exec(module)?.[1]
    if (producer === undefined || producer === service) return []
    const exported = events[producer] ?? {}
    if (name === '*') return [{ name: `everything of ${producer}`, topic: '*' }]
    const value = exported[name] ?? exported[name.charAt(0).toLowerCase() + name.slice(1)]
    return isContract(value) ? [{ name, topic: value.topic }] : []
  })
}

/** What a file names although the topic list does not let its service read it. A whole module counts as unreadable. */
export function unreadable (service: string, source: Source, events: Events): string[] {
  const readable = topics.filter(topic => (topic.readers as readonly string[]).includes(service)).map(topic => topic.name)
  return foreignContracts(service, source, events).filter(({ topic }) => !readable.includes(topic)).map(({ name }) => `${source.file} reads ${name}`)
}
