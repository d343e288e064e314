import ical, { ICalCalendarMethod } from 'ical-generator'

/** An all-day entry; `to` is its last day, YYYY-MM-DD. */
export type Entry = { id: string, title: string, from: string, to: string, path: string }

type Facts = {
  quarters: readonly { startsOn: string, endsOn: string, label: string, reviewFrom: string, bossBy: string, hasReports: boolean }[]
  commitments: readonly { commitmentId: string, wording: string, dueOn: string }[]
  withWords: boolean
}

/** What stands in a person's calendar: when reviews are held, and when commitments are due. Without words, a title names nothing that somebody promised. */
export const entriesOf = ({ quarters, commitments, withWords }: Facts): readonly Entry[] => [
  ...quarters.flatMap(({ startsOn, endsOn, label, reviewFrom, bossBy, hasReports }) => [
    { id: `self-${startsOn}`, title: `Look back on ${label}`, from: reviewFrom, to: endsOn, path: '/commitments/quarter' },
    ...hasReports ? [{ id: `boss-${startsOn}`, title: `Review your team for ${label}`, from: endsOn, to: bossBy, path: '/commitments/team' }] : []
  ]),
  ...commitments.map(({ commitmentId, wording, dueOn }) => ({
    id: `due-${commitmentId}`, title: withWords ? `Due: ${wording}` : 'A commitment is due', from: dueOn, to: dueOn, path: `/commitments/${commitmentId}`
  }))
]

/** The entries as iCalendar (RFC 5545). Same entries, same text: calendar programs compare. `stamp`: when they were last true. */
export function calendarOf (entries: readonly Entry[], { doorOrigin, stamp }: { doorOrigin: string, stamp: Date }): string {
  const calendar = ical({ name: 'Weft', prodId: { company: 'Weft', product: 'commitments', language: 'EN' }, method: ICalCalendarMethod.PUBLISH, ttl: 6 * 3_600 })
  const host = new URL(doorOrigin).host
  for (const { id, title, from, to, path } of entries) {
    calendar.createEvent({ id: `${id}@${host}`, stamp, start: atMidnight(from), end: new Date(atMidnight(to).getTime() + 86_400_000), allDay: true, summary: title, url: `${doorOrigin}${path}` })
  }
  return calendar.toString()
}

const atMidnight = (day: string): Date => new Date(`${day}T00:00:00Z`)
