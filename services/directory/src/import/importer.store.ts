import type { Sql } from '@weft/service-kit/database'
import { firstSubject } from '../sign-in/roles.ts'
import { personOfSubject } from './import-run.store.ts'
import type { Importer } from './run.ts'

/** Who is behind a subject that imports. */
export async function importerOf (sql: Sql, subject: string, firstOfficeSignIn: string): Promise<Importer> {
  const personId = await personOfSubject(sql, subject)
  return { personId, firstSignIn: personId === null && subject === firstSubject(firstOfficeSignIn) ? firstOfficeSignIn : null }
}
