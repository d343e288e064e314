import { hash } from 'node:crypto'

const MODULUS = 1n << 256n

/** Order of two strings by Unicode code point, everywhere the same; `<` alone puts U+1F600 before U+FF01. */
export function byCodePoint (a: string, b: string): number {
  const shorter = Math.min(a.length, b.length)
  let at = 0
  while (at < shorter && a.charCodeAt(at) === b.charCodeAt(at)) at++
  if (at === shorter) return a.length - b.length
  return aboveTheRest(a.charCodeAt(at)) - aboveTheRest(b.charCodeAt(at))
}

// Surrogates stand for code points above U+FFFF, but their own numbers lie below U+E000.
const aboveTheRest = (code: number) => code >= 0xd800 && code <= 0xdfff ? code + 0x10000 : code

/**
 * One text for one JSON value: keys by code point, no white space, numbers and strings as JSON writes them (ECMA-262, as RFC 8785).
 * Throws a TypeError for what JSON would drop or change without a word: undefined, NaN, infinities, functions, dates, class instances.
 */
export function canonical (value: unknown): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value)
  if (typeof value === 'number') return canonicalNumber(value)
  if (Array.isArray(value)) return `[${Array.from(value, canonical).join(',')}]`
  if (typeof value === 'object' && isPlain(value)) return canonicalObject(value as Record<string, unknown>)
  throw new TypeError(`A ${typeof value} has no canonical JSON`)
}

function canonicalNumber (value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`${value} has no canonical JSON`)
  return JSON.stringify(value)
}

function canonicalObject (value: Record<string, unknown>): string {
  const keys = Object.keys(value).sort(byCodePoint)
  return `{${keys.map(key => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`
}

function isPlain (value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** SHA-256 of the canonical JSON, 64 hexadecimal digits. Throws as `canonical` does. */
export function hashOf (value: unknown): string {
  return hash('sha256', canonical(value))
}

/**
 * Sum of the hashes of all values, modulo 2^256, as 64 hexadecimal digits; '0…0' for none.
 * The order does not matter and a value that comes twice counts twice (with XOR it would cancel).
 */
export function sumOfHashes (values: Iterable<unknown>): string {
  let sum = 0n
  for (const value of values) sum += toNumber(hashOf(value))
  return toHex(sum)
}

/** Adds two sums of hashes, modulo 2^256. Throws a TypeError when one is not 64 hexadecimal digits. */
export function addSums (a: string, b: string): string {
  return toHex(toNumber(a) + toNumber(b))
}

function toNumber (hex64: string): bigint {
  if (!/^[0-9a-f]{64}$/.test(hex64)) throw new TypeError('A checksum is 64 hexadecimal digits')
  return BigInt(`0x${hex64}`)
}

const toHex = (sum: bigint) => (sum % MODULUS).toString(16).padStart(64, '0')
