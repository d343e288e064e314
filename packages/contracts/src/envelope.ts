import type { z } from 'zod'

export const services = ['directory', 'participation', 'program', 'commitments', 'survey', 'scoring', 'reporting', 'web'] as const
export type ServiceName = typeof services[number]

/**
 * One kind of event: where it travels, what it means and what it looks like.
 * On the wire it is CloudEvents 1.0 in Kafka binary mode: attributes are `ce_*` headers, the value is `data` as plain JSON.
 */
export type Contract<Data = unknown> = {
  /** `int.<service>.<noun>.v1` inside, `pub.<service>.<noun>.v1` for analysts. The second part names the producer. */
  topic: string
  /** Past tense, unique within its topic. */
  type: string
  /** One sentence for the catalogue. */
  meaning: string
  /** What the record key is: events of one key keep their order. */
  key: string
  /** `personal` names or points at a person; `answers` holds single answer sheets; `aggregate` is safe for every reader. */
  content: 'personal' | 'answers' | 'structure' | 'aggregate'
  data: z.ZodType<Data>
  example: Data
}

export const contract = <Data>(definition: Contract<Data>): Contract<Data> => definition
