import type { Sql } from '@weft/service-kit/database'
import type { Limits, Session } from './session.ts'

export async function insertSession (sql: Sql, { idHash, signIn, now }: { idHash: Buffer, signIn: string, now: Date }): Promise<void> {
  await sql.query(/* sql */ `insert into session (id_hash, sign_in, started_at, seen_at) values ($1, $2, $3, $3)`, [idHash, signIn, now])
}

export async function findSession (sql: Sql, idHash: Buffer): Promise<Session | null> {
  const { rows: [session] } = await sql.query<Session>(/* sql */ `
    select s.sign_in as "signIn", s.started_at as "startedAt", s.seen_at as "seenAt" from session s where s.id_hash = $1`, [idHash])
  return session ?? null
}

/** true when it was there and this was news. */
export async function noteSeen (sql: Sql, idHash: Buffer, now: Date): Promise<boolean> {
  const { rowCount } = await sql.query(/* sql */ `update session set seen_at = $2 where id_hash = $1 and seen_at < $2`, [idHash, now])
  return rowCount === 1
}

export async function deleteSession (sql: Sql, idHash: Buffer): Promise<void> {
  await sql.query(/* sql */ `delete from session where id_hash = $1`, [idHash])
}

export async function deleteOldSessions (sql: Sql, { idle, absolute }: Limits, now: Date): Promise<void> {
  await sql.query(/* sql */ `
    delete from session
    where seen_at < $1::timestamptz - make_interval(secs => $2) or started_at < $1::timestamptz - make_interval(secs => $3)`, [now, idle, absolute])
}

export type PreLogin = { state: string, nonce: string, verifier: string, returnTo: string, startedAt: Date }

export async function insertPreLogin (sql: Sql, idHash: Buffer, { state, nonce, verifier, returnTo, startedAt }: PreLogin): Promise<void> {
  await sql.query(/* sql */ `
    insert into pre_login (id_hash, state, nonce, verifier, return_to, started_at) values ($1, $2, $3, $4, $5, $6)`,
  [idHash, state, nonce, verifier, returnTo, startedAt])
}

/** Takes it out, so that it can be used once. */
export async function takePreLogin (sql: Sql, idHash: Buffer): Promise<PreLogin | null> {
  const { rows: [found] } = await sql.query<PreLogin>(/* sql */ `
    delete from pre_login where id_hash = $1
    returning state, nonce, verifier, return_to as "returnTo", started_at as "startedAt"`, [idHash])
  return found ?? null
}

export async function deleteOldPreLogins (sql: Sql, before: Date): Promise<void> {
  await sql.query(/* sql */ `delete from pre_login where started_at < $1`, [before])
}
