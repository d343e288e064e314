import type { Answers, OwnReflection } from '@weft/contracts/program/reflection-api'
import type { Sql } from '@weft/service-kit/database'

/** Lets this transaction read what others share. Call only for leaders and the program office. */
export async function readShared (tx: Sql): Promise<void> {
  await tx.query(/* sql */ `select set_config('weft.reads_shared', 'yes', true)`)
}

/** Two forms of one author at once come one after the other. */
export async function lockAuthor (tx: Sql, subject: string): Promise<void> {
  await tx.query(/* sql */ `select pg_advisory_xact_lock(hashtext('reflection'), hashtext($1))`, [subject])
}

type Words = { version: number, answers: Answers, at: Date }
const told = ({ version, answers, at }: Words) => ({ version, answers, at: at.toISOString() })

/** The author's own, begun last first, each with up to fifty earlier versions. Call as the author. */
export async function ownReflections (tx: Sql, subject: string): Promise<OwnReflection[]> {
  const { rows } = await tx.query<Words & { reflectionId: string, shared: number | null }>(/* sql */ `
    select r.reflection_id as "reflectionId", r.shared_version as shared, v.version, v.answers, v.at
      from (select * from reflection o where o.subject = $1 order by o.begun_at desc, o.reflection_id limit 20) r
      join lateral (select * from reflection_version w where w.reflection_id = r.reflection_id order by w.version desc limit 51) v on true
     order by r.begun_at desc, r.reflection_id, v.version desc`,
    [subject])
  return [...Map.groupBy(rows, ({ reflectionId }) => reflectionId)].flatMap(([reflectionId, [latest, ...earlier]]) =>
    latest === undefined ? [] : [{ reflectionId, shared: latest.shared, ...told(latest), earlier: earlier.map(told) }])
}

/** What others share, by id, and one more. Call as somebody who reads shared ones. */
export async function sharedReflections (tx: Sql, subject: string, after: string | null, limit: number) {
  const { rows } = await tx.query<Words & { reflectionId: string, by: string }>(/* sql */ `
    select r.reflection_id as "reflectionId", p.name as by, v.version, v.answers, v.at
      from reflection r
      join reflection_version v on v.reflection_id = r.reflection_id and v.version = r.shared_version
      join account a on a.subject::text = r.subject
      join person p using (person_id)
     where r.subject <> $1 and ($2::uuid is null or r.reflection_id > $2)
     order by r.reflection_id
     limit $3`,
    [subject, after, limit])
  return rows.map(({ reflectionId, by, ...words }) => ({ reflectionId, by, ...told(words) }))
}

export async function insertReflection (tx: Sql, reflection: { reflectionId: string, subject: string, at: Date }): Promise<void> {
  await tx.query(/* sql */ `insert into reflection (reflection_id, subject, begun_at) values ($1, $2, $3)`, [reflection.reflectionId, reflection.subject, reflection.at])
}

export async function insertWords (tx: Sql, words: { reflectionId: string, version: number, answers: Answers, at: Date }): Promise<void> {
  await tx.query(/* sql */ `insert into reflection_version (reflection_id, version, answers, at) values ($1, $2, $3, $4)`,
    [words.reflectionId, words.version, JSON.stringify(words.answers), words.at])
}

/** `version` null takes it back. */
export async function share (tx: Sql, reflectionId: string, version: number | null): Promise<void> {
  await tx.query(/* sql */ `update reflection set shared_version = $2 where reflection_id = $1`, [reflectionId, version])
}
