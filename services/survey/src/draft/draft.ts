import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { Answers } from '../sheet/answers.ts'

const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16
/** Drafts are filled up to a multiple of this, so that their length does not tell how much was answered. */
const BLOCK = 4_096

/** Encrypts unfinished answers under the token's key: nonce, tag, ciphertext. `nonce`: 12 random bytes, new each time. `id` is bound in. */
export function sealDraft (answers: Answers, { key, id, nonce }: { key: Buffer, id: Buffer, nonce: Buffer }): Buffer {
  const text = JSON.stringify(answers)
  const padded = text.padEnd(Math.ceil((Buffer.byteLength(text) + 1) / BLOCK) * BLOCK - (Buffer.byteLength(text) - text.length))
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(id)
  const sealed = Buffer.concat([cipher.update(padded, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
}

/** Opens a draft; undefined when it was not sealed with this key and id. */
export function openDraft (sealed: Buffer, { key, id }: { key: Buffer, id: Buffer }): Answers | undefined {
  const body = NONCE_BYTES + TAG_BYTES
  try {
    const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES }).setAAD(id)
    decipher.setAuthTag(sealed.subarray(NONCE_BYTES, body))
    const text = Buffer.concat([decipher.update(sealed.subarray(body)), decipher.final()]).toString('utf8')
    return JSON.parse(text) as Answers
  } catch {
    return undefined
  }
}
