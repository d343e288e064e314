import { parseArgs, type ParseArgsConfig } from 'node:util'
import { z } from 'zod'
import { Stop } from './operator.ts'

const waveId = z.uuid()

/** Reads a command's options. Throws `Stop` with the way to write it. */
export function readArguments<T extends NonNullable<ParseArgsConfig['options']>> (args: string[], options: T, usage: string) {
  const { values, positionals } = readWithRest(args, options, usage)
  if (positionals.length > 0) throw new Stop(`Write it like this: ${usage}`)
  return values
}

/** The same, and what stands there without an option's name. */
export function readWithRest<T extends NonNullable<ParseArgsConfig['options']>> (args: string[], options: T, usage: string) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: true })
  } catch {
    throw new Stop(`Write it like this: ${usage}`)
  }
}

/** The id given with --wave. */
export function readWaveId (given: string | undefined, usage: string): string {
  const parsed = waveId.safeParse(given)
  if (!parsed.success) throw new Stop(`--wave needs the id of a wave, as the address of its page shows it. Write it like this: ${usage}`)
  return parsed.data
}
