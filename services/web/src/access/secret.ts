import { createHash } from 'node:crypto'

/** What is kept of a session id or an access key. Both are 256 random bits, so a plain hash cannot be turned back. */
export const hashOfSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/** 32 random bytes as text that fits a cookie and a header. */
export const secretFrom = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')

const PREFIX = 'weft_'
/** A key is recognisable, so that a scanner for leaked secrets finds it. */
export const keyFrom = (bytes: Uint8Array): string => `${PREFIX}${secretFrom(bytes)}`

/** The access key of an authorization header, or null. */
export const keyIn = (header: string | undefined): string | null => /^Bearer (weft_[\w-]{43})$/.exec(header ?? '')?.[1] ?? null
