import { Refusal } from '@weft/service-kit/refusal'
import * as oidc from 'openid-client'

export type PreLoginSecrets = { state: string, nonce: string, verifier: string }

export type IdentityProvider = {
  /** Where to send the browser, and what must come back with it. */
  begin: () => Promise<PreLoginSecrets & { url: URL }>
  /** Redeems the code in the address the browser came back with and gives the sign-in name. Throws `Refusal('unauthenticated', 'sign-in-failed')`. */
  finish: (cameBackTo: URL, expected: PreLoginSecrets) => Promise<string>
}

export type IdentityProviderOptions = {
  issuer: string
  clientId: string
  clientSecret: string
  /** Claim of the id token that is the sign-in name. */
  claim: string
  redirectUri: string
  /** Asks for a fresh sign-in each time, as the development provider needs so that one can change who one is. */
  alwaysAsk: boolean
  /** How long the provider may take for one answer; 10 by default. */
  answerSeconds?: number
}

const ANSWER_SECONDS = 10
const MOST_ANSWER_BYTES = 1_048_576
const MOST_SIGN_IN = 200
const isLoopback = (url: URL) => url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)

/** Code flow with PKCE, state and nonce. The provider is asked for its addresses at the first sign-in: the door starts without it. */
export function openIdentityProvider (options: IdentityProviderOptions): IdentityProvider {
  let found: Promise<oidc.Configuration> | undefined
  const configuration = () => {
    found ??= discover(options).catch(() => {
      found = undefined
      throw new Refusal('unavailable', 'no-identity-provider', 'The identity provider does not answer. Nobody can sign in right now; who is signed in stays so.')
    })
    return found
  }
  return {
    begin: async () => {
      const config = await configuration()
      const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()]
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: options.redirectUri, scope: 'openid', state, nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
        ...(options.alwaysAsk && { prompt: 'login' })
      })
      return { url, state, nonce, verifier }
    },
    finish: async (cameBackTo, expected) => signInOf(await redeem(await configuration(), cameBackTo, expected), options.claim)
  }
}

async function discover ({ issuer, clientId, clientSecret, answerSeconds = ANSWER_SECONDS }: IdentityProviderOptions): Promise<oidc.Configuration> {
  const url = new URL(issuer)
  return oidc.discovery(url, clientId, clientSecret, undefined, {
    timeout: answerSeconds,
    [oidc.customFetch]: fetchSmall,
    // Without the first, a token that came straight from the provider would be believed without a look at its signature.
    execute: [oidc.enableNonRepudiationChecks, ...isLoopback(url) ? [oidc.allowInsecureRequests] : []]
  })
}

/** An answer of the provider is a few thousand characters; one without end is not read to its end. */
async function fetchSmall (url: string, init: oidc.CustomFetchOptions): Promise<Response> {
  const response = await fetch(url, init as RequestInit)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > MOST_ANSWER_BYTES) throw new Error('The identity provider sent too much.')
    chunks.push(chunk)
  }
  const body = [204, 304].includes(response.status) ? null : Buffer.concat(chunks)
  return new Response(body, { status: response.status, headers: response.headers })
}

const failed = () => new Refusal('unauthenticated', 'sign-in-failed', 'The sign-in did not complete. Start it again.')

async function redeem (config: oidc.Configuration, cameBackTo: URL, { state, nonce, verifier }: PreLoginSecrets) {
  try {
    const tokens = await oidc.authorizationCodeGrant(config, cameBackTo, { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true })
    return tokens.claims() ?? {}
  } catch {
    throw failed()
  }
}

function signInOf (claims: Record<string, unknown>, claim: string): string {
  const name = claims[claim]
  if (typeof name !== 'string' || name === '' || name.length > MOST_SIGN_IN) throw failed()
  return name
}
