import { createHash, hkdfSync } from 'node:crypto'

/** What survey knows of a token: SHA-256 of its text, 32 bytes. */
export const hashOfToken = (token: string) => createHash('sha256').update(token).digest()

/** Secrets of a token's holder. Each is derived in its own way (HKDF, RFC 5869), so that none tells another. */
export const draftIdOf = (token: string) => derive(token, 'weft draft id', 32)
export const draftKeyOf = (token: string) => derive(token, 'weft draft key', 32)
/** What the device that sent keeps in its cookie; without the token it says nothing. */
export const sentMarkOf = (token: string) => derive(token, 'weft sent mark', 16).toString('base64url')

const derive = (token: string, purpose: string, bytes: number) => Buffer.from(hkdfSync('sha256', token, '', purpose, bytes))
