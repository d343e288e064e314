import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16

export type Seal = {
  /** A name under which something is kept: it tells nothing of the words it was made from, and is the same in every process of the service. */
  nameOf: (...words: readonly string[]) => string
  /** Encrypts a value for one name. */
  close: (name: string, value: string) => Buffer
  /** The value; undefined when it was not closed under this name by a process of this service, or was changed since. */
  open: (name: string, sealed: Buffer) => string | undefined
}

/**
 * What a store that others can read and write may hold of ours: names and values that say nothing, and that nobody else can make.
 * `secret` is one that every process of the service has already and nobody else has.
 */
export function sealFrom (secret: string): Seal {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, '', purpose, 32))
  const [namesKey, valuesKey] = [derive('weft cache names'), derive('weft cache values')]
  return {
    nameOf: (...words) => createHmac('sha256', namesKey).update(JSON.stringify(words)).digest('base64url').slice(0, 27),
    close: (name, value) => {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv(CIPHER, valuesKey, nonce).setAAD(Buffer.from(name))
      const body = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body])
    },
    open: (name, sealed) => {
      const body = NONCE_BYTES + TAG_BYTES
      try {
        const decipher = createDecipheriv(CIPHER, valuesKey, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES }).setAAD(Buffer.from(name))
        decipher.setAuthTag(sealed.subarray(NONCE_BYTES, body))
        return Buffer.concat([decipher.update(sealed.subarray(body)), decipher.final()]).toString('utf8')
      } catch {
        return undefined
      }
    }
  }
}
