import { tQuantile95 } from '@weft/service-kit/student'

export type Measured = { n: number, mean: number, standardError: number | null }
/** `low`, `high`: null where a release gives no interval. */
export type Movement = { change: number, low: number | null, high: number | null }

/**
 * How a released mean moved between two waves, with a 95 % interval by Welch 1947: degrees of freedom from n − 1 on each side, rounded down. Mostly the same people answer
 * twice, which nobody here can know; taken as strangers they give a wider interval, never a narrower one.
 */
export function movementOf (before: Measured, after: Measured): Movement {
  const change = four(after.mean - before.mean)
  const half = halfOf(before, after)
  return half === null ? { change, low: null, high: null } : { change, low: four(after.mean - before.mean - half), high: four(after.mean - before.mean + half) }
}

function halfOf (before: Measured, after: Measured): number | null {
  if (before.standardError === null || after.standardError === null) return null
  const [a, b] = [before.standardError ** 2, after.standardError ** 2]
  const df = (a + b) ** 2 / (a ** 2 / (before.n - 1) + b ** 2 / (after.n - 1))
  return Number.isFinite(df) ? tQuantile95(Math.max(1, Math.floor(df))) * Math.sqrt(a + b) : null
}

const four = (value: number): number => Math.round(value * 10_000) / 10_000 + 0
