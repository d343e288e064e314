import { createHash, randomBytes } from 'node:crypto'
import { urlsOf } from '../provision.ts'
import { newDoorKeys } from '../small-default/home.ts'

/** Services with a database of their own, and those of them that sign in to Kafka and to Redis. */
export type Plan = { services: readonly string[], onKafka: readonly string[], onRedis: readonly string[] }
/** name of the file → its text. */
export type SecretFiles = Readonly<Record<string, string>>

/** Secrets that only the operator knows; the files are there and empty until they are filled in. */
export const fromOutside = ['smtp_url', 'oidc_client_secret'] as const

/** What docker-compose.yml runs: the door has no events, and only the door and reporting keep anything in Redis. */
export const composePlan = (services: readonly string[]): Plan =>
  ({ services, onKafka: services.filter(service => service !== 'web'), onRedis: services.filter(service => ['web', 'reporting'].includes(service)) })

/** A derived file that does not fit to what it is derived from. */
export class DoesNotFit extends Error {}

const random = () => randomBytes(32).toString('base64url')

/**
 * Every file of the secrets folder: what is there stays, what is missing is new, and what is derived from another (the url of a database
 * from the key of its roles) is derived. Throws `DoesNotFit` with the names of derived files that say something else than they should.
 */
export function completed (present: SecretFiles, plan: Plan): SecretFiles {
  const fresh = { ...freshOf(plan), ...Object.fromEntries(fromOutside.map(name => [name, ''])), ...present }
  const derived = derivedOf(fresh, plan)
  const strange = Object.entries(derived).filter(([name, text]) => present[name] !== undefined && present[name] !== text).map(([name]) => name)
  if (strange.length > 0) throw new DoesNotFit(strange.join(', '))
  return { ...fresh, ...derived }
}

function freshOf ({ services, onKafka, onRedis }: Plan): SecretFiles {
  const door = newDoorKeys()
  return {
    ...Object.fromEntries(services.flatMap(service => [[`${service}_postgres`, random()], [`${service}_role_key`, random()]])),
    ...Object.fromEntries([...onKafka, 'provision'].map(account => [`${account}_kafka_password`, random()])),
    ...Object.fromEntries(onRedis.map(service => [`${service}_redis_url`, `redis://${service}:${random()}@redis:6379`])),
    door_private_key: JSON.stringify(door.private)
  }
}

function derivedOf (files: SecretFiles, { services, onKafka, onRedis }: Plan): SecretFiles {
  const accounts = [...onKafka, 'provision'].map(account => `  user_${account}="${files[`${account}_kafka_password`]}"`)
  return {
    ...Object.assign({}, ...services.map(service => databaseFiles(files, service))) as SecretFiles,
    kafka_accounts: `KafkaServer {\n  org.apache.kafka.common.security.plain.PlainLoginModule required\n${accounts.join('\n')};\n};`,
    redis_accounts: ['user default off', 'user health on nopass -@all +ping', ...onRedis.map(service => redisAccount(files, service))].join('\n'),
    door_public_key: publicHalf(files['door_private_key'] ?? '')
  }
}

function databaseFiles (files: SecretFiles, service: string): SecretFiles {
  const adminUrl = `postgres://postgres:${files[`${service}_postgres`]}@postgres-${service}:5432/postgres`
  const { ownerUrl, appUrl } = urlsOf({ adminUrl, passwordKey: files[`${service}_role_key`] ?? '' }, service)
  return { [`${service}_admin_database_url`]: adminUrl, [`${service}_database_url`]: appUrl, [`${service}_migration_database_url`]: ownerUrl }
}

/** An account that reaches what stands under its service's prefix, and cannot look after or empty the whole. Redis keeps the hash of its password. */
function redisAccount (files: SecretFiles, service: string): string {
  const { password } = new URL(files[`${service}_redis_url`] ?? '')
  const own = `weft:${service}:*`
  return `user ${service} on #${createHash('sha256').update(password).digest('hex')} ~${own} &${own} +@all -@admin -@dangerous +info`
}

function publicHalf (privateKey: string): string {
  const jwk = JSON.parse(privateKey) as Record<string, unknown>
  return JSON.stringify(Object.fromEntries(Object.entries(jwk).filter(([name]) => name !== 'd')))
}
