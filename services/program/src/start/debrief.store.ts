import type { Sql } from '@weft/service-kit/database'

/** Locked while one person answers: two of their forms at once come one after the other. */
export async function findLinkedWave (sql: Sql, waveId: string, lock = false): Promise<{ waveId: string, title: string } | undefined> {
  const { rows: [wave] } = await sql.query<{ waveId: string, title: string }>(/* sql */ `
    select w.wave_id as "waveId", w.title from start_wave w where w.wave_id = $1 ${lock ? 'for update' : ''}`,
    [waveId])
  return wave
}

export async function latestDebrief (sql: Sql, waveId: string, personId: string): Promise<{ version: number, action: string } | undefined> {
  const { rows: [debrief] } = await sql.query<{ version: number, action: string }>(/* sql */ `
    select d.version, d.action from debrief d where d.wave_id = $1 and d.person_id = $2 order by d.version desc limit 1`,
    [waveId, personId])
  return debrief
}

export async function insertDebrief (tx: Sql, debrief: { waveId: string, personId: string, version: number, action: string, at: Date }): Promise<void> {
  await tx.query(/* sql */ `insert into debrief (wave_id, person_id, version, action, at) values ($1, $2, $3, $4, $5)`,
    [debrief.waveId, debrief.personId, debrief.version, debrief.action, debrief.at])
}

/** The latest words of each leader, by person id, after the person `after`; one more than `limit` is not asked for here. */
export async function debriefsAfter (sql: Sql, waveId: string, after: string, limit: number): Promise<{ personId: string, name: string | null, action: string, at: Date }[]> {
  const { rows } = await sql.query<{ personId: string, name: string | null, action: string, at: Date }>(/* sql */ `
    select distinct on (d.person_id) d.person_id as "personId", p.name, d.action, d.at
      from debrief d
      left join person p using (person_id)
     where d.wave_id = $1 and d.person_id > $2
     order by d.person_id, d.version desc
     limit $3`,
    [waveId, after, limit])
  return rows
}
