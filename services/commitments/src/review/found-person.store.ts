import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'

/** The one person with this address, large and small letters alike. Throws `Refusal('invalid', 'no-such-person')`. */
export async function idByEmail (sql: Sql, email: string): Promise<string> {
  const { rows } = await sql.query<{ id: string }>(/* sql */ `select p.person_id as id from person p where lower(p.email) = lower($1) limit 2`, [email.trim()])
  const [found] = rows
  if (found === undefined || rows.length > 1) throw new Refusal('invalid', 'no-such-person', 'The directory knows nobody by that address. Check how it is written.')
  return found.id
}
