import { readFileSync } from 'node:fs'

/** Whether a process still runs. One that has ended stays in the list as a zombie until its parent, or init, asks for it. */
export function isAlive (pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
