import { MOST_WORDS } from '@weft/contracts/program/segment-api'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'

type Word = { wordId: string, quote: string, source: string, month: string, yours: boolean }

/** The newest of what customers said. `speak`: the caller may take any of it away, and not only the own. */
export async function wordsOf (sql: Sql, segmentId: string, { subject, speak, most }: { subject: string, speak: boolean, most: number }): Promise<Word[]> {
  const { rows } = await sql.query<Word>(/* sql */ `
    select w.word_id as "wordId", w.quote, w.source, w.month, ($3 or w.added_by = $2) as yours
      from customer_word w
     where w.segment_id = $1
     order by w.month desc, w.word_id desc
     limit $4`,
    [segmentId, subject, speak, most])
  return rows
}

export async function countWords (sql: Sql, segmentId: string): Promise<number> {
  const { rows: [count] } = await sql.query<{ n: number }>(/* sql */ `select count(*) as n from customer_word w where w.segment_id = $1`, [segmentId])
  return count?.n ?? 0
}

/** Adds one; the segment is locked by the caller. Throws `Refusal('conflict', 'too-many-words')`. */
export async function insertWord (tx: Sql, { wordId, segmentId, quote, source, month, by, on }: { wordId: string, segmentId: string, quote: string, source: string, month: string, by: string, on: string }): Promise<void> {
  if (await countWords(tx, segmentId) >= MOST_WORDS) throw new Refusal('conflict', 'too-many-words', `There are ${MOST_WORDS} quotes already. Take away what says nothing new.`)
  await tx.query(/* sql */ `insert into customer_word (word_id, segment_id, quote, source, month, added_by, added_on) values ($1, $2, $3, $4, $5, $6, $7)`, [wordId, segmentId, quote, source, month, by, on])
}

/** A quote with the voice of its segment, who may take it away beside its author and the office. */
export async function findWord (sql: Sql, wordId: string): Promise<{ segmentId: string, addedBy: string, voiceId: string | null }> {
  const { rows: [word] } = await sql.query<{ segmentId: string, addedBy: string, voiceId: string | null }>(/* sql */ `
    select w.segment_id as "segmentId", w.added_by as "addedBy", s.voice_id as "voiceId" from customer_word w join segment s using (segment_id) where w.word_id = $1`,
    [wordId])
  if (word === undefined) throw new Refusal('not-found', 'no-such-word', 'There is no such quote. It may have been taken away already.')
  return word
}

export async function deleteWord (sql: Sql, wordId: string): Promise<void> {
  await sql.query(/* sql */ `delete from customer_word where word_id = $1`, [wordId])
}
