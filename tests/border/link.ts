/**
 * The linking program: tries to say which answer sheet is whose, from everything that is left after close.
 * It never sees the answers of the quiz; `Truth` is used only to mark how well it did.
 */

/** One thing noticed about a person or a sheet in one place: a position, a time, an id that counts up. */
export type Clue = { about: number, place: string, value: number }

/** A value that stands beside a person in one place and beside a sheet in another. */
export type Mention = { about: number, place: string, token: string }

export type Evidence = {
  people: { clues: readonly Clue[], mentions: readonly Mention[] }
  sheets: { clues: readonly Clue[], mentions: readonly Mention[] }
}

/**
 * `sheetOf[person]` is the sheet that person sent; `crowdOf[person]` the smallest group the rules promise to hide them in.
 * Only people who answered are counted, numbered from 0.
 */
export type Truth = { sheetOf: readonly number[], crowdOf: readonly string[] }

export type Finding = { channel: string, p: number, detail: string }
export type Verdict = { channels: number, p: number, permutationP: number, findings: readonly Finding[] }

/**
 * Tries every channel. `p` is the smallest p-value over all channels times their number (Bonferroni);
 * `permutationP` the share of `permutations` shufflings inside the crowds that look at least as linked in any order channel.
 */
export function link (evidence: Evidence, truth: Truth, { permutations, random }: { permutations: number, random: () => number }): Verdict {
  const crowds = crowdsOf(truth)
  const order = orderChannels(evidence, truth, crowds)
  const equal = equalityChannels(evidence, truth, crowds)
  const channels = order.channels.length + equal.length
  const findings = [...order.channels, ...equal]
    .map(finding => ({ ...finding, p: Math.min(1, finding.p * channels) }))
    .sort((a, b) => a.p - b.p)
  return {
    channels,
    p: findings[0]?.p ?? 1,
    permutationP: permutationP(order, crowds, permutations, random),
    findings: findings.filter((finding, place) => place < 10 || finding.p < 1e-6).slice(0, 500)
  }
}

function crowdsOf ({ crowdOf }: Truth): number[][] {
  const crowds = new Map<string, number[]>()
  crowdOf.forEach((crowd, person) => crowds.set(crowd, [...crowds.get(crowd) ?? [], person]))
  return [...crowds.values()]
}

type Column = { place: string, scores: Float64Array }
type Orders = { people: Column[], sheets: Column[], channels: Finding[] }

/** Order channels: does a person's place in one list go along with their sheet's place in another? */
function orderChannels (evidence: Evidence, truth: Truth, crowds: number[][]): Orders {
  const people = columnsOf(evidence.people.clues, truth.sheetOf.map((_, person) => person), crowds)
  const sheets = columnsOf(evidence.sheets.clues, truth.sheetOf, crowds)
  const channels = people.flatMap(f => sheets.map(g => {
    const z = dot(f.scores, g.scores)
    return { channel: `order: ${f.place} ~ ${g.place}`, p: twoSided(z), detail: `z = ${z.toFixed(1)}` }
  }))
  return { people, sheets, channels }
}

/**
 * Ranks inside each crowd, centred and scaled so that the dot product of two columns has mean 0 and variance 1
 * when everybody in a crowd is shuffled (the permutation moments of Spearman's statistic, stratified).
 */
function columnsOf (clues: readonly Clue[], ids: readonly number[], crowds: number[][]): Column[] {
  const places = new Map<string, Map<number, number>>()
  for (const { about, place, value } of clues) {
    const values = places.get(place) ?? new Map<number, number>()
    places.set(place, values)
    if (!values.has(about)) values.set(about, value)
  }
  return [...places].flatMap(([place, values]) => {
    const scores = new Float64Array(ids.length)
    const dimension = crowds.reduce((sum, crowd) => sum + scaleInto(scores, crowd, crowd.map(person => values.get(ids[person] ?? -1))), 0)
    if (dimension === 0) return []
    // Each crowd contributes variance 1 · (its own); the root of their number brings the sum back to 1.
    return [{ place, scores: scores.map(score => score / dimension ** 0.25) }]
  })
}

function scaleInto (scores: Float64Array, crowd: number[], values: (number | undefined)[]): 0 | 1 {
  if (crowd.length < 2) return 0
  const ranks = midRanks(values.map(value => value ?? Number.NEGATIVE_INFINITY))
  const mean = ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length
  const square = ranks.reduce((sum, rank) => sum + (rank - mean) ** 2, 0)
  if (square === 0) return 0
  // Var Σ xᵢ y_π(i) = Σx² Σy² / (n − 1) for centred x, y; so each side takes the fourth root of n − 1.
  crowd.forEach((person, i) => { scores[person] = ((ranks[i] ?? mean) - mean) / Math.sqrt(square) * (crowd.length - 1) ** 0.25 })
  return 1
}

export function midRanks (values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => (values[a] ?? 0) < (values[b] ?? 0) ? -1 : (values[a] ?? 0) > (values[b] ?? 0) ? 1 : 0)
  const ranks = new Array<number>(values.length)
  for (let from = 0; from < order.length;) {
    let to = from + 1
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to++
    for (let i = from; i < to; i++) ranks[order[i] ?? 0] = (from + to - 1) / 2
    from = to
  }
  return ranks
}

function dot (a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}

/** Two-sided tail of the standard normal; the bound φ(z)/z·2 is all that is needed far out. */
export function twoSided (z: number): number {
  const x = Math.abs(z)
  if (x < 2) return 1
  return Math.min(1, 2 * Math.exp(-x * x / 2) / (x * Math.sqrt(2 * Math.PI)))
}

function permutationP ({ people, sheets, channels }: Orders, crowds: number[][], permutations: number, random: () => number): number {
  if (channels.length === 0) return 1
  const seen = Math.max(...people.flatMap(f => sheets.map(g => Math.abs(dot(f.scores, g.scores)))))
  const shuffled = Int32Array.from({ length: people[0]?.scores.length ?? 0 }, (_, i) => i)
  const moved = new Float64Array(shuffled.length)
  let asLinked = 0
  for (let round = 0; round < permutations; round++) {
    for (const crowd of crowds) shuffleInside(shuffled, crowd, random)
    if (sheets.some(g => {
      for (let i = 0; i < moved.length; i++) moved[i] = g.scores[shuffled[i] ?? 0] ?? 0
      return people.some(f => Math.abs(dot(f.scores, moved)) >= seen - 1e-9)
    })) asLinked++
  }
  return (asLinked + 1) / (permutations + 1)
}

function shuffleInside (places: Int32Array, crowd: number[], random: () => number): void {
  for (let i = crowd.length - 1; i > 0; i--) {
    const a = crowd[i] ?? 0
    const b = crowd[Math.floor(random() * (i + 1))] ?? 0
    const kept = places[a] ?? 0
    places[a] = places[b] ?? 0
    places[b] = kept
  }
}

/** Equality channels: a value that stands beside exactly one person here and exactly one sheet there is a guess. */
function equalityChannels ({ people, sheets }: Evidence, { sheetOf, crowdOf }: Truth, crowds: number[][]): Finding[] {
  const sizeOf = new Map(crowds.map(crowd => [crowdOf[crowd[0] ?? 0] ?? '', crowd.length]))
  const ownerOf = new Map(sheetOf.map((sheet, person) => [sheet, person]))
  const [byPerson, bySheet] = [soleOwners(people.mentions), soleOwners(sheets.mentions)]
  const guesses = new Map<string, Map<number, number>>()
  for (const [token, person] of byPerson) {
    const sheet = bySheet.get(token)
    if (sheet === undefined) continue
    const channel = `equal: ${person.place} ~ ${sheet.place}`
    guesses.set(channel, (guesses.get(channel) ?? new Map<number, number>()).set(person.about, sheet.about))
  }
  return [...guesses].map(([channel, pairs]) => {
    const possible = [...pairs].filter(([person, sheet]) => crowdOf[person] !== undefined && crowdOf[person] === crowdOf[ownerOf.get(sheet) ?? -1])
    const chance = possible.reduce((sum, [person]) => sum + 1 / (sizeOf.get(crowdOf[person] ?? '') ?? 1), 0)
    const hits = possible.filter(([person, sheet]) => sheetOf[person] === sheet).length
    return { channel, p: atLeast(hits, chance), detail: `${hits} of ${pairs.size} guesses right, ${chance.toFixed(1)} by chance` }
  })
}

function soleOwners (mentions: readonly Mention[]): Map<string, { about: number, place: string }> {
  const owners = new Map<string, { about: number, place: string } | null>()
  for (const { token, about, place } of mentions) {
    const known = owners.get(token)
    if (known === undefined) owners.set(token, { about, place })
    else if (known !== null && known.about !== about) owners.set(token, null)
  }
  return new Map([...owners].flatMap(([token, owner]) => owner === null ? [] : [[token, owner]]))
}

/**
 * Bound on the chance of at least `hits` right guesses when `chance` are expected under shuffling inside crowds.
 * Falling-factorial moments of the number of fixed points are at most chance^r, so E z^X ≤ e^{chance(z−1)} (z ≥ 1); best z = hits/chance.
 */
export function atLeast (hits: number, chance: number): number {
  if (hits <= chance || hits === 0) return 1
  return Math.exp(hits - chance + hits * Math.log(chance / hits))
}
