import type { RoleName } from '@weft/contracts/vocabulary'

/** Who is asking, as the directory says. Services get subject, roles and scopes, never the name or the sign-in. */
export type Person = { signIn: string, subject: string, name: string, roles: readonly RoleName[], scopes: readonly string[] }
