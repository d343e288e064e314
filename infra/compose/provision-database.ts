// One service's database, its two roles and their rights; run to its end before the service starts, and again at every start.
// One container for each service: none ever holds the keys to two databases.
import { readConfig, secret } from '@weft/service-kit/config'
import { z } from 'zod'
import { provision } from '../provision.ts'

export const databaseProvisionShape = z.object({
  SERVICE: z.string().min(1).describe('whose database is made'),
  ADMIN_DATABASE_URL: secret(z.string().min(1).describe('its Postgres as the superuser, who is needed here and nowhere afterwards')),
  ROLE_KEY: secret(z.string().min(32).describe('the key its roles\' passwords come from'))
})

if (import.meta.main) {
  const { SERVICE, ADMIN_DATABASE_URL, ROLE_KEY } = readConfig(databaseProvisionShape, process.env)
  await provision({ adminUrl: ADMIN_DATABASE_URL, passwordKey: ROLE_KEY }, [SERVICE], [])
  process.stdout.write(`The database of ${SERVICE} is ready.\n`)
}
