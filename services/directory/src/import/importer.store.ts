import type { Subject } from '@weft/service-kit/access'
import type { Sql } from '@weft/service-kit/database'
import type { Deps } from '../deps.ts'
import { firstSubject } from '../sign-in/roles.ts'
import { personOfSubject } from './import-run.store.ts'
import type { Importer } from './run.ts'

/** Who is behind a subject that imports, today. A key has the roles of its owner. */
export async function importerOf (sql: Sql, { subject, roles }: Subject, { firstOfficeSignIn, now }: Pick<Deps, 'firstOfficeSignIn' | 'now'>): Promise<Importer> {
  const personId = await personOfSubject(sql, subject)
  const firstSignIn = personId === null && subject === firstSubject(firstOfficeSignIn) ? firstOfficeSignIn : null
  return { personId, firstSignIn, isOffice: roles.includes('program-office'), today: now().toISOString().slice(0, 10) }
}
