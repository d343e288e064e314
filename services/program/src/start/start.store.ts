import type { StartReply, StartWave } from '@weft/contracts/program/start-api'
import type { Sql } from '@weft/service-kit/database'

export async function newestWorkshops (sql: Sql): Promise<StartReply['workshops']> {
  const { rows } = await sql.query<StartReply['workshops'][number]>(/* sql */ `
    select w.workshop_id as "workshopId", w.title, w.day, (select count(*) from took_part a where a.session_id = w.workshop_id) as took
      from workshop w
     order by w.day desc, w.workshop_id desc
     limit 10`)
  return rows
}

/** False when there is one with this id already. */
export async function insertWorkshop (tx: Sql, workshop: { workshopId: string, title: string, day: string, by: string, at: Date }): Promise<boolean> {
  const { rowCount } = await tx.query(/* sql */ `
    insert into workshop (workshop_id, title, day, noted_by, noted_at) values ($1, $2, $3, $4, $5) on conflict (workshop_id) do nothing`, // guard: one workshop of one form
    [workshop.workshopId, workshop.title, workshop.day, workshop.by, workshop.at])
  return rowCount === 1
}

export async function findWorkshop (sql: Sql, workshopId: string): Promise<{ title: string, day: string } | undefined> {
  const { rows: [row] } = await sql.query<{ title: string, day: string }>(/* sql */ `select w.title, w.day from workshop w where w.workshop_id = $1`, [workshopId])
  return row
}

/** Linked once: the first title stays. */
export async function linkWave (tx: Sql, wave: { waveId: string, title: string, by: string, at: Date }): Promise<void> {
  await tx.query(/* sql */ `insert into start_wave (wave_id, title, linked_by, linked_at) values ($1, $2, $3, $4) on conflict (wave_id) do nothing`,
    [wave.waveId, wave.title, wave.by, wave.at])
}

type WaveRow = Omit<StartWave, 'mine'> & { version: number | null, action: string | null, at: Date | null }
/** With the own latest words; `personId` null: of nobody. */
export async function linkedWaves (sql: Sql, personId: string | null): Promise<StartWave[]> {
  const { rows } = await sql.query<WaveRow>(/* sql */ `
    select w.wave_id as "waveId", w.title, (select count(distinct d.person_id) from debrief d where d.wave_id = w.wave_id) as debriefed,
           m.version, m.action, m.at
      from start_wave w
      left join lateral (
        select d.version, d.action, d.at from debrief d
         where d.wave_id = w.wave_id and d.person_id = $1
         order by d.version desc limit 1
      ) m on true
     order by w.linked_at desc, w.wave_id
     limit 20`,
    [personId])
  return rows.map(({ version, action, at, ...wave }) => ({ ...wave, mine: version === null || action === null || at === null ? null : { version, action, at: at.toISOString() } }))
}

/** Leaders who took part in any forum or workshop, and those who took part in none, by name. */
export async function involvement (sql: Sql): Promise<{ took: string[], missing: string[] }> {
  const { rows } = await sql.query<{ name: string, took: boolean }>(/* sql */ `
    select p.name, exists (select from took_part a where a.person_id = p.person_id) as took
      from person p
     where p.rank = 'leader'
     order by p.name, p.person_id`)
  const names = (took: boolean) => rows.filter(row => row.took === took).map(({ name }) => name)
  return { took: names(true), missing: names(false) }
}
