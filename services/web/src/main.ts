import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { tracingOf } from '@weft/contracts/tracing'
import { tokenSigner, tokenVerifier } from '@weft/service-kit/access'
import { openCache } from '@weft/service-kit/cache/cache'
import { readConfig, type Env } from '@weft/service-kit/config'
import { runProcess, startService, type BaseDeps, type Running } from '@weft/service-kit/service'
import { ratesOf } from './access/rates.ts'
import { buildDoor } from './app.ts'
import { shipAuditHead, shipHead } from './audit/ship-head.job.ts'
import { openClient } from './client.ts'
import { openGuests } from './demonstrating.ts'
import { webConfig, type WebConfig } from './config.ts'
import type { Deps } from './deps.ts'
import { issuerOf, startDevelopmentProvider } from './development-provider.tsx'
import { openIdentityProvider, type IdentityProviderOptions } from './identity-provider.ts'
import { openSessions } from './session/kept-session.store.ts'
import { forgetOldSessions } from './session/forget-old-sessions.job.ts'
import { openWhoIs } from './who-is.ts'

export async function start (env: Env): Promise<Running> {
  const config = readConfig(webConfig, env)
  const provider = providerOf(config)
  return startService<Deps>({
    name: 'web',
    config,
    tracing: tracingOf('web'),
    migrations: fileURLToPath(new URL('../migrations', import.meta.url)),
    deps: base => depsFrom(config, provider, base),
    app: deps => buildDoor(deps),
    reactions: () => [],
    jobs: deps => [forgetOldSessions(deps), shipAuditHead(deps)],
    close: deps => { deps.cache.close() },
    also: deps => startBeside(config, provider, deps)
  })
}

/** The development provider, where there is no other; and at stop a last word of where the audit log ended. */
async function startBeside (config: WebConfig, provider: IdentityProviderOptions, deps: Deps): Promise<{ stop: () => Promise<void> }> {
  const own = config.OIDC_ISSUER === '' ? await startDevelopmentProvider({ ...provider, origin: deps.origin, log: deps.log, port: config.DEV_PROVIDER_PORT, guests: deps.guests }) : undefined
  return {
    stop: async () => {
      await own?.stop()
      await shipHead(deps).catch((error: unknown) => { deps.log.error({ err: error }, 'the audit head was not written at stop') })
    }
  }
}

function providerOf (config: WebConfig): IdentityProviderOptions {
  const own = config.OIDC_ISSUER === ''
  return {
    issuer: own ? issuerOf(config.DEV_PROVIDER_PORT) : config.OIDC_ISSUER,
    clientId: config.OIDC_CLIENT_ID,
    // Between the door and its own provider: new at each start, known to nobody else.
    clientSecret: own ? randomBytes(32).toString('base64url') : config.OIDC_CLIENT_SECRET,
    claim: own ? 'sub' : config.OIDC_SIGN_IN_CLAIM,
    redirectUri: `${config.ORIGIN}/sign-in/done`,
    alwaysAsk: own
  }
}

async function depsFrom (config: WebConfig, provider: IdentityProviderOptions, base: BaseDeps): Promise<Deps> {
  const client = openClient({ services: config.SERVICES, sign: await tokenSigner(config.DOOR_PRIVATE_KEY) })
  const cache = openCache({ url: config.REDIS_URL, service: 'web', secret: config.DATABASE_URL, log: base.log, now: base.now })
  const limits = { idle: config.SESSION_IDLE_SECONDS, absolute: config.SESSION_SECONDS }
  return {
    ...base,
    client,
    cache,
    limits,
    sessions: openSessions({ pool: base.pool, kept: cache.kept, limits }),
    limiter: cache.limiter,
    rates: ratesOf({ pages: config.LIMIT_PAGES_PER_MINUTE, calls: config.LIMIT_CALLS_PER_MINUTE, signIns: config.LIMIT_SIGN_INS_PER_MINUTE }),
    origin: config.ORIGIN,
    identity: openIdentityProvider(provider),
    whoIs: openWhoIs(client, base.now, cache.kept),
    guests: openGuests(base.pool, base.now),
    verifyOperator: await tokenVerifier(config.DOOR_PUBLIC_KEY, 'web'),
    development: config.OIDC_ISSUER === '',
    auditHeadFile: config.AUDIT_HEAD_FILE
  }
}

if (import.meta.main) await runProcess(start, process.env)
