/**
 * Who is a person's boss for a review: whom the directory names, if that one is here. Where the named one left, the next one up the chain as it was frozen.
 * Where the directory names nobody and the frozen boss is still here, it means it: top of the house. Null: nobody; the office names somebody.
 */
export function lineBossOf ({ personId, named, frozen, isHere, bossOf }: {
  personId: string, /** By the directory, now. */ named: string | null, /** At the quarter's opening. */ frozen: string | null
  isHere: (personId: string) => boolean, /** The last frozen boss of somebody. */ bossOf: (personId: string) => string | null
}): string | null {
  if (named !== null && named !== personId && isHere(named)) return named
  if (named === null && (frozen === null || isHere(frozen))) return null
  return firstUp(named ?? frozen, id => id !== personId && isHere(id), bossOf)
}

const MOST_STEPS = 64

function firstUp (from: string | null, fits: (id: string) => boolean, bossOf: (id: string) => string | null): string | null {
  let at = from
  for (let step = 0; at !== null && step < MOST_STEPS; step++) {
    if (fits(at)) return at
    at = bossOf(at)
  }
  return null
}
