import type { InitiativeState, PortfolioReply } from '@weft/contracts/program/initiative-api'

/** An initiative as it stood at the end of a day. */
export type Stood = { initiativeId: string, state: InitiativeState, mergedInto: string | null, linked: boolean }
type Headline = Omit<PortfolioReply, 'asOf' | 'missing'>
type Side = 'inProgram' | 'undecided' | 'retired' | 'rejected'
const sideOf: Record<Exclude<InitiativeState, 'merged'>, Side> = { kept: 'inProgram', adopted: 'inProgram', undecided: 'undecided', retired: 'retired', rejected: 'rejected' }

/**
 * Where every project is. One that is kept or adopted is in the program. One that was merged is where the project is that it went
 * into, however many merges lie between; so each is in exactly one place, and the four places add up to all.
 */
export function headlineOf (all: readonly Stood[]): Headline {
  const byId = new Map(all.map(one => [one.initiativeId, one]))
  const empty = () => ({ own: 0, merged: 0, all: 0 })
  const sides: Record<Side, { own: number, merged: number, all: number }> = { inProgram: empty(), undecided: empty(), retired: empty(), rejected: empty() }
  for (const one of all) {
    const side = sides[sideOf[endOf(one, byId).state as Exclude<InitiativeState, 'merged'>]]
    side[one.state === 'merged' ? 'merged' : 'own']++
    side.all++
  }
  const number = (is: (one: Stood) => boolean) => all.filter(is).length
  return {
    all: all.length,
    inProgram: { ...sides.inProgram, kept: number(({ state }) => state === 'kept'), adopted: number(({ state }) => state === 'adopted'), linked: number(({ linked }) => linked) },
    undecided: sides.undecided, retired: sides.retired, rejected: sides.rejected,
    goesOn: sides.inProgram.own + sides.undecided.own
  }
}

/** Where a chain of merges ends. Throws on a chain that comes back, which no command can make. */
function endOf (one: Stood, byId: ReadonlyMap<string, Stood>): Stood {
  let at = one
  for (let steps = 0; at.state === 'merged'; steps++) {
    const next = byId.get(at.mergedInto ?? '')
    if (next === undefined || steps > byId.size) throw new Error(`The merges of ${one.initiativeId} lead nowhere`)
    at = next
  }
  return at
}
