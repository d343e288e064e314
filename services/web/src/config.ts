import { jsonOf, port, redisUrl, seconds, secret, serviceConfig } from '@weft/service-kit/config'
import { z } from 'zod'

const privateKey = z.looseObject({ kty: z.string(), crv: z.string(), x: z.string(), d: z.string() })
const isLoopback = (url: string) => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname)

const perMinute = z.string().regex(/^\d{1,6}$/).transform(Number)

export const webConfig = serviceConfig.extend({
  ORIGIN: z.url().transform(url => new URL(url).origin).describe('where people reach the door, for example https://weft.example.org'),
  DOOR_PRIVATE_KEY: secret(jsonOf(privateKey).describe('JWK: signs the 60-second tokens that services trust')),
  SERVICES: jsonOf(z.record(z.string(), z.url())).describe('service → address of its internal API'),
  SESSION_IDLE_SECONDS: seconds.default(3_600).describe('a session nobody used for so long is over'),
  SESSION_SECONDS: seconds.default(43_200).describe('a session of this age is over, used or not'),
  REDIS_URL: redisUrl,
  LIMIT_PAGES_PER_MINUTE: perMinute.default(600).describe('pages of one account, a quarter of them at once; 0 is no limit'),
  LIMIT_CALLS_PER_MINUTE: perMinute.default(1_200).describe('calls of /v1 with one access key, a quarter of them at once; 0 is no limit'),
  LIMIT_SIGN_INS_PER_MINUTE: perMinute.default(60).describe('sign-ins of one account; half of it while Redis is away; 0 is no limit'),
  AUDIT_HEAD_FILE: z.string().default('').describe('path of a file, best on another machine, to which the number and hash of the last line of the audit log are added every hour and at stop; empty writes them to the log only'),
  OIDC_ISSUER: z.string().default('').describe('identity provider; empty starts the development provider'),
  OIDC_CLIENT_ID: z.string().default('weft').describe('name under which the identity provider knows the door'),
  OIDC_CLIENT_SECRET: secret(z.string().default('').describe('what the identity provider gave the door to prove itself with')),
  OIDC_SIGN_IN_CLAIM: z.string().default('sub').describe('claim of the id token that the directory has as sign_in'),
  DEV_PROVIDER_PORT: port.default(0).describe('port of the development provider on 127.0.0.1')
}).superRefine((config, context) => {
  if (config.OIDC_ISSUER === '' && !isLoopback(config.ORIGIN)) {
    context.addIssue({ code: 'custom', path: ['OIDC_ISSUER'], message: 'is needed: the development provider serves this machine only' })
  }
  if (config.OIDC_ISSUER === '' && config.DEV_PROVIDER_PORT === 0) {
    context.addIssue({ code: 'custom', path: ['DEV_PROVIDER_PORT'], message: 'is needed where no OIDC_ISSUER is given' })
  }
})
export type WebConfig = z.infer<typeof webConfig>
