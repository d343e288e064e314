import { cosine } from '../meaning/word-map.ts'
import { sameInWords } from './duplicate.ts'
import type { Finding } from './project.ts'
import { meets, type ReadProject } from './read-project.ts'

const shown = 0.6

/** Whether two projects cannot both succeed for the same customers or unit: they pull to opposite poles of an axis. Undefined: not that surely. */
export const contradictionOf = (a: ReadProject, b: ReadProject): Finding | undefined => {
  if (!(a.poleBits[0] & b.poleBits[1]) && !(a.poleBits[1] & b.poleBits[0])) return undefined
  const opposed = a.stances.flatMap(one => b.stances.filter(other => other.axis === one.axis && other.pole !== one.pole).map(other => ({ one, other })))
    .sort((x, y) => y.one.strength + y.other.strength - x.one.strength - x.other.strength)
  const best = opposed[0]
  if (!best) return undefined
  const score = -1.6 + 0.2 * Math.min(8, best.one.strength + best.other.strength) + 0.3 * (opposed.length - 1)
    + 3 * Math.max(0, cosine(a.read.middle, b.read.middle)) + (meets(a.unit, b.unit) ? 0.8 : 0) + (meets(a.customers, b.customers) ? 0.6 : 0)
  const sure = 1 / (1 + Math.exp(-score))
  if (sure < shown) return undefined
  const { one, other } = best
  return {
    kind: 'contradiction', a: a.project.id, b: b.project.id, sure, missing: [],
    reasons: [`They pull apart on one question, ${one.axis.name}: “${one.phrase}” means ${one.axis.poles[one.pole].says}, “${other.phrase}” means ${other.axis.poles[other.pole].says}.`, ...sameInWords(a, b)]
  }
}
