export type Redis = {
  /** redis://host:port */
  url: string
  /** False for one that was given: it is not ours to stop, freeze or flush. */
  ours: boolean
  /** Ends it and all it holds; for one that was given, nothing. */
  stop: () => Promise<void>
  /** Up again on the same address, empty. */
  restart: () => Promise<void>
  /** Still there, connections open, and answers nobody. */
  freeze: () => Promise<void>
  thaw: () => Promise<void>
}

/** Nothing of it is worth a disk: what is in Redis is in Postgres too, or is made anew. */
export const settings = ['--save', '', '--appendonly', 'no']
