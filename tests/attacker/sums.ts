import type { Played, Sums } from './equations.ts'
import { knowing, pairsOf, type Insider } from './insiders.ts'

/** Two who put together what they know, and fewer than k others of whom they learn something. */
export type Find = { quarter: string, what: string, who: readonly [string, string], of: readonly string[] }

/**
 * Sums over groups, told with any factors, are sums over atoms: people who lie in the same groups. When there are as many atoms as the groups have rank, each atom's sum alone can be had,
 * and nothing smaller; then what is left of an atom decides. Throws an Error otherwise, which nested groups never bring about.
 */
export function findInSums (played: Played, { what, groups }: Sums, insiders: readonly Insider[], k: number): Find[] {
  const atoms = atomsOf(groups)
  if (rankOf([...groups.keys()].map(unit => [...atoms.keys()].map(signature => signature.split('|').includes(unit) ? 1 : 0))) !== atoms.size) throw new Error(`The groups of "${what}" are not nested`)
  const finds: Find[] = []
  for (const atom of atoms.values()) {
    for (const [a, b] of pairsOf(knowing(insiders, atom, true))) {
      if (atom.size - a.known.size - b.known.size >= k) continue
      const left = atom.difference(a.known).difference(b.known)
      if (left.size > 0 && left.size < k) finds.push({ quarter: played.quarter, what, who: [a.who, b.who], of: [...left].sort() })
    }
  }
  return finds
}

/** Groups someone lies in, as text → who lies in exactly these. */
export function atomsOf (groups: ReadonlyMap<string, ReadonlySet<string>>): Map<string, Set<string>> {
  const atoms = new Map<string, Set<string>>()
  for (const personId of new Set([...groups.values()].flatMap(group => [...group]))) {
    const signature = [...groups].filter(([, group]) => group.has(personId)).map(([unit]) => unit).sort().join('|')
    atoms.set(signature, (atoms.get(signature) ?? new Set()).add(personId))
  }
  return atoms
}

/** Of small whole numbers; exact, as nothing here grows beyond what a double holds: rows are of zeros and ones in nested groups. */
function rankOf (rows: readonly (readonly number[])[]): number {
  const left = rows.map(row => [...row])
  let rank = 0
  for (let column = 0; column < (rows[0]?.length ?? 0); column++) {
    const at = left.findIndex((row, place) => place >= rank && Math.abs(row[column] as number) > 1e-9)
    if (at === -1) continue
    const pivot = left[at] as number[]
    left[at] = left[rank] as number[]
    left[rank] = pivot
    for (const row of left.slice(rank + 1)) {
      const factor = (row[column] as number) / (pivot[column] as number)
      if (factor !== 0) for (let place = column; place < row.length; place++) row[place] = (row[place] as number) - factor * (pivot[place] as number)
    }
    rank++
  }
  return rank
}
