import type { Sql } from '@weft/service-kit/database'

export type AccessKey = { keyId: string, name: string, madeOn: string, usedOn: string | null }

/** Adds a key; false when its owner holds `most` already. */
export async function insertKey (sql: Sql, key: { keyId: string, hash: Buffer, signIn: string, name: string, today: string, most: number }): Promise<boolean> {
  const { rowCount } = await sql.query(/* sql */ `
    insert into access_key (key_id, key_hash, sign_in, name, made_on)
    select $1, $2, $3, $4, $5
    where (select count(*) from access_key k where k.sign_in = $3) < $6`,
  [key.keyId, key.hash, key.signIn, key.name, key.today, key.most])
  return rowCount === 1
}

export async function listKeys (sql: Sql, signIn: string): Promise<AccessKey[]> {
  const { rows } = await sql.query<AccessKey>(/* sql */ `
    select k.key_id as "keyId", k.name, k.made_on::text as "madeOn", k.used_on::text as "usedOn"
    from access_key k where k.sign_in = $1
    order by k.made_on desc, k.key_id
    limit 100`, [signIn])
  return rows
}

/** The sign-in a key belongs to, or null; notes the day on which it was used. */
export async function findKeyOwner (sql: Sql, hash: Buffer, today: string): Promise<string | null> {
  const { rows: [key] } = await sql.query<{ signIn: string, usedOn: string | null }>(/* sql */ `
    select k.sign_in as "signIn", k.used_on::text as "usedOn" from access_key k where k.key_hash = $1`, [hash])
  if (key === undefined) return null
  if (key.usedOn !== today) await sql.query(/* sql */ `update access_key set used_on = $2 where key_hash = $1`, [hash, today])
  return key.signIn
}

/** Only the owner can revoke; true when there was such a key. */
export async function deleteKey (sql: Sql, keyId: string, signIn: string): Promise<boolean> {
  const { rowCount } = await sql.query(/* sql */ `delete from access_key where key_id = $1 and sign_in = $2`, [keyId, signIn])
  return rowCount === 1
}
