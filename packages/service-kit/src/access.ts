import { importJWK, jwtVerify, SignJWT, type JWK } from 'jose'
import { z } from 'zod'
import { Refusal } from './refusal.ts'

/** Who asks, as the door says it: an opaque id, what it may be, and of what: `scopes` are ids in some tree, each with all below it, and opaque here. Never a name, never a sign-in. */
export type Subject = { subject: string, roles: readonly string[], scopes: readonly string[] }
/** A subject on its way into a token. Most have no scope. */
export type Caller = Omit<Subject, 'scopes'> & Partial<Pick<Subject, 'scopes'>>

/** The ids of a place in that tree and of all above it, from the root down. */
export type TreePath = readonly string[]
/**
 * A service's own decision, a pure function. `where` says what the question is about: a place by its path; `anywhere` while it is
 * not known yet which; nothing for what has no place in the tree, or is all of it.
 */
export type May = (subject: Subject, action: string, where?: TreePath | 'anywhere') => boolean

/** Whether a place is one of the subject's scopes, or lies below one. */
export const reaches = ({ scopes }: Pick<Subject, 'scopes'>, path: TreePath): boolean => path.some(id => scopes.includes(id)) // guard: scope

const ALGORITHM = 'EdDSA'
const ISSUER = 'weft-door'
/** Long enough for one call, too short to be worth keeping. */
const LIFETIME_SECONDS = 60
/** Clocks of two machines may differ by this much. */
const TOLERANCE_SECONDS = 5

/** Whoever makes tokens gives nobody more scopes than this; each id has at most 64 characters, so a token stays a header of a few thousand. */
export const MOST_SCOPES = 20
const claims = z.object({ sub: z.string().min(1).max(200), roles: z.array(z.string().max(60)).max(20), scopes: z.array(z.string().max(64)).max(MOST_SCOPES).default([]) })

/** Gives a signer of 60-second tokens, each for one service only. */
export async function tokenSigner (privateKey: JWK) {
  const key = await importJWK(privateKey, ALGORITHM)
  return async (audience: string, { subject, roles, scopes = [] }: Caller): Promise<string> =>
    new SignJWT({ roles: [...roles], scopes: [...scopes] })
      .setProtectedHeader({ alg: ALGORITHM })
      .setIssuer(ISSUER).setAudience(audience).setSubject(subject)
      .setIssuedAt().setExpirationTime(`${LIFETIME_SECONDS}s`)
      .sign(key)
}

/** Gives a verifier for one service. Throws `Refusal('unauthenticated', 'no-token' | 'bad-token')`. */
export async function tokenVerifier (publicKey: JWK, audience: string) {
  const key = await importJWK(publicKey, ALGORITHM)
  return async (header: string | undefined): Promise<Subject> => {
    const token = /^Bearer ([\w.-]{1,8192})$/.exec(header ?? '')?.[1]
    if (token === undefined) throw new Refusal('unauthenticated', 'no-token', 'This call came without a token of the door.')
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: [ALGORITHM], issuer: ISSUER, audience, clockTolerance: TOLERANCE_SECONDS, maxTokenAge: LIFETIME_SECONDS
      })
      const { sub, roles, scopes } = claims.parse(payload)
      return { subject: sub, roles, scopes }
    } catch {
      throw new Refusal('unauthenticated', 'bad-token', 'The token of this call is not valid here, or its minute is over.')
    }
  }
}
