import { createHmac, hash } from 'node:crypto'

const TOKEN_LENGTH = 32

/**
 * What stands in a person's link: HMAC-SHA-256 of (wave, person) under the wave's vault key, base64url, 192 bits of it.
 * Derived whenever it is needed, stored nowhere.
 */
export const tokenOf = (vaultKey: Buffer, waveId: string, personId: string): string =>
  // The wave id has a fixed length, so no two pairs read the same.
  createHmac('sha256', vaultKey).update(`${waveId}|${personId}`).digest('base64url').slice(0, TOKEN_LENGTH)

/** What survey knows of a token: SHA-256 of its text, 64 hexadecimal digits. */
export const hashOfToken = (token: string): string => hash('sha256', token)

/** Whose tokens are among these hashes. */
export function peopleBehind (hashes: ReadonlySet<string>, vaultKey: Buffer, waveId: string, personIds: readonly string[]): string[] {
  return personIds.filter(personId => hashes.has(hashOfToken(tokenOf(vaultKey, waveId, personId))))
}
