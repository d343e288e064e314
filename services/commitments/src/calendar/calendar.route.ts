import { calendarReply, calendarRequest, type CalendarReply } from '@weft/contracts/commitments/calendar-api'
import { inTransaction, type Sql } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { addDays, dayIn } from '../commitment/days.ts'
import type { Deps } from '../deps.ts'
import { todayAt } from '../organisation/today.store.ts'
import { namesOf } from '../organisation/who.store.ts'
import { calendarVersions, lastQuarter, writeCalendar } from './calendar.store.ts'
import { quarterFrom, startingCalendar } from './calendar.ts'

/** GET and POST /commitments/calendar */
export const calendarRoutes = ({ pool, now }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/commitments/calendar', {
    config: { action: 'read-calendar', summary: 'How the organisation counts its year, the running quarter and the next one' },
    schema: { response: { 200: calendarReply } }
  }, async () => readCalendar(pool, now()))

  app.post('/commitments/calendar', {
    config: { action: 'set-calendar', summary: 'Writes a version of the calendar; it counts from the next quarter that opens' },
    schema: { body: calendarRequest, response: { 200: calendarReply } }
  }, async request => {
    const { version, ...calendar } = request.body
    assertZone(calendar.timeZone)
    await inTransaction(pool, async tx => {
      const on = await todayAt(tx, now())
      if (!await writeCalendar(tx, version + 1, calendar, { by: subjectIn(request).subject, on })) throw new Refusal('conflict', 'changed-meanwhile', 'Somebody changed the calendar meanwhile. Look at it again, then send yours.')
    })
    return readCalendar(pool, now())
  })
}

function assertZone (timeZone: string): void {
  try {
    dayIn(timeZone, new Date(0))
  } catch {
    throw new Refusal('invalid', 'no-such-zone', 'There is no such time zone.', [{ at: 'timeZone', code: 'no-such-zone', sentence: 'Write it as in “Europe/Madrid”.' }])
  }
}

async function readCalendar (sql: Sql, now: Date): Promise<CalendarReply> {
  const versions = (await calendarVersions(sql)).toReversed()
  const [last, names] = [await lastQuarter(sql), await namesOf(sql, versions.map(({ writtenBy }) => writtenBy))]
  const { version = 0, ...latest } = versions[0] ?? { version: 0, ...startingCalendar }
  const { fiscalMonth, timeZone, selfDays, bossDays, disputeDays } = latest
  const calendar = { fiscalMonth, timeZone, selfDays, bossDays, disputeDays }
  return {
    version, calendar, today: await todayAt(sql, now), running: last ?? null, next: last === undefined ? null : quarterFrom(addDays(last.endsOn, 1), calendar),
    versions: versions.slice(0, 100).map(({ writtenBy, ...one }) => ({ ...one, writtenBy: names.get(writtenBy) ?? null }))
  }
}
