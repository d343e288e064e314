import { appendFileSync, existsSync, readFileSync } from 'node:fs'

/** One event of a request: its id, its key, and the key's step as the request saw it. */
export type Step = { id: string, key: string, step: number }

/** A line of a history, as in Jepsen: asked for; then done, or not known. `fail` was rolled back and must never be seen. */
export type Line = { type: 'invoke' | 'fail', op: string, steps: Step[] } | { type: 'ok' | 'info', op: string }
export type History = (line: Line) => void

export type Outcome = 'ok' | 'fail' | 'info'
export type Op = { outcome: Outcome, steps: readonly Step[] }

/** Every line is with the system before the call returns: a writer that is killed the next moment has still said it. */
export const historyTo = (file: string): History => line => { appendFileSync(file, `${JSON.stringify(line)}\n`) }

/** What became of every request. One that was asked for and never answered, because its writer died, is not known. */
export function readHistory (files: readonly string[]): Op[] {
  const ops = new Map<string, Op>()
  for (const line of files.filter(existsSync).flatMap(file => readFileSync(file, 'utf8').split('\n')).filter(Boolean)) {
    const said = lineOf(line)
    if (said === undefined) continue
    if ('steps' in said) ops.set(said.op, { outcome: said.type === 'fail' ? 'fail' : 'info', steps: said.steps })
    else ops.set(said.op, { outcome: said.type === 'ok' ? 'ok' : 'info', steps: ops.get(said.op)?.steps ?? [] })
  }
  return [...ops.values()]
}

/** A line that broke off with its writer was not finished being said; what it told of had not been asked for yet, or stays unknown. */
function lineOf (text: string): Line | undefined {
  try {
    return JSON.parse(text) as Line
  } catch {
    return undefined
  }
}
