import { below, shuffled } from '@weft/testkit/seeded'
import type { Death, Point } from './points.ts'

export type Dealing = {
  random: () => number
  points: readonly Point[]
  /** Which of them nobody has died at so far: these come first, and soon. */
  unmet: () => readonly Point[]
  /** How often a process passes the point before it dies there. */
  passes: { least: number, most: number }
  /** So many of a hundred die of nothing in themselves and live until somebody kills them; of all, once every point was met, if this is 100. */
  spare: number
}

/** Deals out where the next process of a place is to die: every point once in a random order, then all of them again. */
export function dealer ({ random, points, unmet, passes, spare }: Dealing): () => Death | null {
  let pack: Point[] = []
  const between = (most: number) => passes.least + below(random, most - passes.least + 1)
  return () => {
    const fresh = unmet().filter(point => points.includes(point))
    const first = fresh[below(random, fresh.length)]
    if (first !== undefined) return { point: first, passes: between(passes.least + 5) }
    if (random() * 100 < spare) return null
    if (pack.length === 0) pack = shuffled(random, points)
    const point = pack.pop()
    return point === undefined ? null : { point, passes: between(passes.most) }
  }
}
