import { topics, type Topic } from '@weft/contracts/topics'

/** The zones of the design, each with the services that share its process. Names and answers never meet in one. */
export const zones = {
  identity: ['directory', 'participation', 'program', 'commitments'],
  answers: ['survey', 'scoring'],
  released: ['reporting'],
  door: ['web']
} as const

/** What the launcher starts: which services in which process, from which module, and the topics between them. */
export type House = {
  zones: Record<string, readonly string[]>
  topics: readonly Topic[]
  /** Module that exports `start(env)` of a service. */
  moduleOf: (service: string) => string
  /** Folder of a service's migrations. */
  migrationsOf: (service: string) => string
}

export const house: House = {
  zones,
  topics,
  moduleOf: service => import.meta.resolve(`@weft/${service}/main`),
  migrationsOf: service => new URL(`../../services/${service}/migrations`, import.meta.url).href
}
