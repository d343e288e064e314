/** One day of GET /progress (reporting) is what the event of that day said. */
export type { Progress } from './progress-events.ts'
