/** Draws that come out the same for the same seed, on every machine. */
export type Chance = { /** In [0, 1). */ draw: () => number, normal: () => number, pick: <T>(from: readonly T[]) => T }

/** Public-domain generator mulberry32 by Tommy Ettinger; normal draws by Box and Muller. */
export function chanceOf (seed: number): Chance {
  let state = seed >>> 0
  const draw = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    draw,
    normal: () => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw()),
    pick: from => from[Math.floor(draw() * from.length)] as (typeof from)[number]
  }
}
