import pino, { type Logger } from 'pino'

/** One JSON line per finding. Never gets a body, a token, a query string or an answer: callers log ids, counts and codes. */
export function openLog ({ name, level, file }: { name: string, level: string, file: string }): Logger {
  const options = { name, level, base: { name }, redact: ['req.headers', 'headers', 'err.config'] }
  return file === '' ? pino(options) : pino(options, pino.destination({ dest: file, mkdir: true, sync: false }))
}
