import { importJWK, jwtVerify, SignJWT, type JWK } from 'jose'
import { z } from 'zod'
import { Refusal } from './refusal.ts'

/** Who asks, as the door says it: an opaque id and what it may be. Never a name, never a sign-in. */
export type Subject = { subject: string, roles: readonly string[] }

const ALGORITHM = 'EdDSA'
const ISSUER = 'weft-door'
/** Long enough for one call, too short to be worth keeping. */
const LIFETIME_SECONDS = 60
/** Clocks of two machines may differ by this much. */
const TOLERANCE_SECONDS = 5

const claims = z.object({ sub: z.string().min(1).max(200), roles: z.array(z.string().max(60)).max(20) })

/** Gives a signer of 60-second tokens, each for one service only. */
export async function tokenSigner (privateKey: JWK) {
  const key = await importJWK(privateKey, ALGORITHM)
  return async (audience: string, { subject, roles }: Subject): Promise<string> =>
    new SignJWT({ roles: [...roles] })
      .setProtectedHeader({ alg: ALGORITHM })
      .setIssuer(ISSUER).setAudience(audience).setSubject(subject)
      .setIssuedAt().setExpirationTime(`${LIFETIME_SECONDS}s`)
      .sign(key)
}

/** Gives a verifier for one service. Throws `Refusal('unauthenticated', 'no-token' | 'bad-token')`. */
export async function tokenVerifier (publicKey: JWK, audience: string) {
  const key = await importJWK(publicKey, ALGORITHM)
  return async (header: string | undefined): Promise<Subject> => {
    const token = /^Bearer ([\w.-]{1,4096})$/.exec(header ?? '')?.[1]
    if (token === undefined) throw new Refusal('unauthenticated', 'no-token', 'This call came without a token of the door.')
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: [ALGORITHM], issuer: ISSUER, audience, clockTolerance: TOLERANCE_SECONDS, maxTokenAge: LIFETIME_SECONDS
      })
      const { sub, roles } = claims.parse(payload)
      return { subject: sub, roles }
    } catch {
      throw new Refusal('unauthenticated', 'bad-token', 'The token of this call is not valid here, or its minute is over.')
    }
  }
}
