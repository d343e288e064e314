import type { Sql } from '@weft/service-kit/database'
import { calendarFor, startingCalendar, type Calendar, type Quarter } from './calendar.ts'
import type { Day } from './days.ts'

export type CalendarVersion = Calendar & { version: number, writtenOn: Day, writtenBy: string }
export type KeptQuarter = Quarter & { state: 'open' | 'reviewing' | 'final' }

/** Oldest first. */
export async function calendarVersions (sql: Sql): Promise<CalendarVersion[]> {
  const { rows } = await sql.query<CalendarVersion>(/* sql */ `
    select c.version, c.fiscal_month as "fiscalMonth", c.time_zone as "timeZone", c.self_days as "selfDays", c.boss_days as "bossDays", c.dispute_days as "disputeDays",
           c.written_on as "writtenOn", c.written_by as "writtenBy"
      from calendar c order by c.version`)
  return rows
}

/** Adds a version; gives false when somebody wrote that version meanwhile. */
export async function writeCalendar (tx: Sql, version: number, calendar: Calendar, { by, on }: { by: string, on: Day }): Promise<boolean> {
  const { rowCount } = await tx.query(/* sql */ `
    insert into calendar (version, fiscal_month, time_zone, self_days, boss_days, dispute_days, written_by, written_on)
    select $1, $2, $3, $4, $5, $6, $7, $8 where $1 = (select coalesce(max(c.version), 0) + 1 from calendar c)
    on conflict do nothing`,
    [version, calendar.fiscalMonth, calendar.timeZone, calendar.selfDays, calendar.bossDays, calendar.disputeDays, by, on])
  return rowCount === 1
}

/** The calendar under which a quarter opens; of the first one ever, the last version that there is. */
export async function calendarOf (sql: Sql, startsOn: Day, isFirst: boolean): Promise<Calendar> {
  const versions = await calendarVersions(sql)
  return isFirst ? versions.at(-1) ?? startingCalendar : calendarFor(startsOn, versions)
}

const QUARTER = /* sql */ `
  select q.starts_on as "startsOn", q.ends_on as "endsOn", q.label, q.review_from as "reviewFrom", q.boss_by as "bossBy", q.final_on as "finalOn", q.state
    from quarter q`

/** The quarter that a day lies in; undefined before the first was opened. */
export async function quarterAt (sql: Sql, day: Day): Promise<KeptQuarter | undefined> {
  const { rows: [quarter] } = await sql.query<KeptQuarter>(/* sql */ `${QUARTER} where q.starts_on <= $1 and q.ends_on >= $1`, [day])
  return quarter
}

export async function lastQuarter (sql: Sql): Promise<KeptQuarter | undefined> {
  const { rows: [quarter] } = await sql.query<KeptQuarter>(/* sql */ `${QUARTER} order by q.starts_on desc limit 1`)
  return quarter
}

/** Those that can still change, oldest first. */
export async function runningQuarters (sql: Sql): Promise<KeptQuarter[]> {
  const { rows } = await sql.query<KeptQuarter>(/* sql */ `${QUARTER} where q.state <> 'final' order by q.starts_on`)
  return rows
}

export async function insertQuarter (tx: Sql, { startsOn, endsOn, label, reviewFrom, bossBy, finalOn }: Quarter): Promise<void> {
  await tx.query(/* sql */ `
    insert into quarter (starts_on, ends_on, label, review_from, boss_by, final_on, state) values ($1, $2, $3, $4, $5, $6, 'open')`,
    [startsOn, endsOn, label, reviewFrom, bossBy, finalOn])
}

export async function moveQuarter (tx: Sql, startsOn: Day, state: 'reviewing' | 'final'): Promise<void> {
  await tx.query(/* sql */ `update quarter set state = $2 where starts_on = $1`, [startsOn, state])
}
