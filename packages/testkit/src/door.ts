import { generateKeyPairSync } from 'node:crypto'
import type { JWK } from 'jose'
import { tokenSigner, tokenVerifier, type Caller, type Subject } from '@weft/service-kit/access'

export type TestDoor = {
  publicKey: JWK
  privateKey: JWK
  /** `authorization` header of a call to this service, as the door would sign it. */
  tokenFor: (audience: string, subject: Caller) => Promise<string>
  /** Headers of a call to this service by somebody with these roles. */
  as: (audience: string, ...roles: string[]) => Promise<{ authorization: string }>
  verifierFor: (audience: string) => Promise<(header: string | undefined) => Promise<Subject>>
}

/** A door with keys of its own: real tokens, really checked. */
export async function openDoor (): Promise<TestDoor> {
  const pair = generateKeyPairSync('ed25519')
  const publicKey = pair.publicKey.export({ format: 'jwk' }) as JWK
  const privateKey = pair.privateKey.export({ format: 'jwk' }) as JWK
  const sign = await tokenSigner(privateKey)
  const tokenFor = async (audience: string, subject: Caller) => `Bearer ${await sign(audience, subject)}`
  return {
    publicKey, privateKey, tokenFor,
    as: async (audience, ...roles) => ({ authorization: await tokenFor(audience, { subject: 'somebody', roles }) }),
    verifierFor: audience => tokenVerifier(publicKey, audience)
  }
}
