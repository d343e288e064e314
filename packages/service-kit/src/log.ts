import pino, { type Logger } from 'pino'
import { traceFields } from './telemetry/trace.ts'

/** One JSON line per finding. Never gets a body, a token, a query string or an answer: callers log ids, counts and codes. */
export function openLog ({ name, level, file }: { name: string, level: string, file: string }): Logger {
  // Where a step is traced, its lines can be found by it.
  const options = { name, level, base: { name }, mixin: traceFields, redact: ['req.headers', 'headers', 'err.config', ...rowsIn('err'), ...rowsIn('err.cause')] }
  return file === '' ? pino(options) : pino(options, pino.destination({ dest: file, mkdir: true, sync: false }))
}

// Postgres tells the failing row in these: names here, answers there.
const rowsIn = (error: string) => ['detail', 'where', 'hint', 'internalQuery', 'query', 'parameters'].map(field => `${error}.${field}`)

/** A log that says nothing. */
export const silentLog = (): Logger => pino({ level: 'silent' })

/** A log whose lines hold a level and what the caller gives: no time, no name, no machine. For places where a fine time would join what must stay apart. */
export function openTimelessLog (file: string): Logger {
  const options = { base: null, timestamp: false }
  return file === '' ? pino(options) : pino(options, pino.destination({ dest: file, mkdir: true, sync: false }))
}

export type { Logger }
