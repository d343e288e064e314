import { accountChanged, personChanged, unitChanged, type Person } from '@weft/contracts/directory/events'
import { eventOf, tombstoneOf, type OutEvent } from '@weft/service-kit/event'
import { below, seeded, shuffled } from '@weft/testkit/seeded'
import { createHash } from 'node:crypto'
import type { Caller } from './door.ts'

/** An id that is the same in every run with the same words. */
export function idFrom (...words: readonly (string | number)[]): string {
  const hash = createHash('sha256').update(words.join('\n')).digest('hex')
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-9${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}

export type Placed = { personId: string, unitId: string, bossId: string | null, rank: Person['rank'] }
/** What the directory says on a day, in steps that are heard one after the other: nobody is told of before their boss. */
export type Told = { consumer: string, events: OutEvent[] }[]
/** Who is here, and what the directory says when that changes. */
export type Organisation = ReturnType<typeof openOrganisation>

/** Heads of nine departments below the top, and leads of thirty teams below them: with the top 40 bosses. */
const [DEPARTMENTS, TEAMS] = [9, 30]
const bosses = 1 + DEPARTMENTS + TEAMS

/** An organisation of so many people that changes over the year as its seed says: joiners, leavers, movers, new bosses, a vacancy at the top of a team. */
export function openOrganisation (seed: number, size: number) {
  const random = seeded(seed)
  const here = new Map<string, Placed>()
  let [version, joined] = [0, 0]
  const headOf = (department: number) => `D${String(department).padStart(2, '0')}`
  const leadOf = (team: number) => `L${String(team).padStart(2, '0')}`
  const emailOf = (personId: string) => `${personId.toLowerCase()}@example.org`
  const callerOf = (personId: string, role: Caller['role'] = 'employee'): Caller => ({ personId, subject: idFrom('subject', personId), role })

  const personEvent = ({ personId, unitId, bossId, rank }: Placed, time: string): OutEvent => eventOf(personChanged, {
    id: idFrom('person', personId, ++version), key: personId, time,
    data: { personId, name: `Name ${personId}`, email: emailOf(personId), unitId, bossId, rank, bands: {}, since: time.slice(0, 10), version }
  })
  const accountEvent = (personId: string, time: string) => eventOf(accountChanged, { id: idFrom('account', personId, ++version), key: personId, time, data: { personId, subject: callerOf(personId).subject } })
  const unitEvent = (unitId: string, parentId: string | null, time: string) => eventOf(unitChanged, { id: idFrom('unit', unitId), key: unitId, time, data: { unitId, parentId, name: `Unit ${unitId}`, since: time.slice(0, 10), version: 1 } })

  const put = (placed: Placed, time: string): OutEvent => {
    here.set(placed.personId, placed)
    return personEvent(placed, time)
  }
  // The office stays as it is: somebody has to name who reviews.
  const staff = () => [...here.values()].filter(({ personId, rank }) => rank === 'staff' && personId !== 'S000')
  const some = (many: number) => shuffled(random, staff()).slice(0, many)
  const teamAt = (team: number) => ({ unitId: `T${String(team).padStart(2, '0')}`, bossId: leadOf(team) })
  const leadsHere = () => Array.from({ length: TEAMS }, (_, team) => team).filter(team => here.has(leadOf(team)))
  const anyTeam = () => teamAt(leadsHere()[below(random, leadsHere().length)] ?? 0)

  /** By quarter and person: where they were when it opened, or when they came. */
  const frozen = new Map<string, Pick<Placed, 'unitId' | 'bossId'>>()

  return {
    here, frozen, callerOf, emailOf,
    remember: (quarter: string) => {
      for (const { personId, unitId, bossId } of here.values()) if (!frozen.has(`${quarter} ${personId}`)) frozen.set(`${quarter} ${personId}`, { unitId, bossId })
    },
    office: callerOf('S000', 'program-office'),
    isBoss: (personId: string) => [...here.values()].some(({ bossId }) => bossId === personId),
    /** The first day: all that there is. */
    found: (time: string): Told => {
      const units = [unitEvent('U', null, time)]
      const people = [[put({ personId: 'T', unitId: 'U', bossId: null, rank: 'leader' }, time)], range(DEPARTMENTS).map(department => {
        units.push(unitEvent(headOf(department), 'U', time))
        return put({ personId: headOf(department), unitId: headOf(department), bossId: 'T', rank: 'leader' }, time)
      }), range(TEAMS).map(team => {
        units.push(unitEvent(teamAt(team).unitId, headOf(team % DEPARTMENTS), time))
        return put({ personId: leadOf(team), unitId: teamAt(team).unitId, bossId: headOf(team % DEPARTMENTS), rank: 'manager' }, time)
      }), range(size - bosses).map(one => put({ personId: `S${String(one).padStart(3, '0')}`, ...teamAt(one % TEAMS), rank: 'staff' }, time))]
      return [heardBy.unit(units), ...people.map(heardBy.person), heardBy.account([...here.keys()].map(id => accountEvent(id, time)))]
    },
    /** A day on which the directory changes. `n` counts such days: what comes on which is part of the story. */
    change: (time: string, n: number): Told => {
      const put = new Map<string, Placed>()
      const place = (one: Placed) => { here.set(one.personId, one); put.set(one.personId, one) }
      const gone = some(2).map(({ personId }) => personId)
      for (const id of gone) here.delete(id)
      for (const one of some(3)) place({ ...one, ...anyTeam() })
      // Another boss in the same unit: a matrix that became a line.
      for (const one of some(2)) place({ ...one, bossId: anyTeam().bossId })
      const joiners = range(3).map(() => `J${String(++joined).padStart(3, '0')}`)
      for (const personId of joiners) place({ personId, ...anyTeam(), rank: 'staff' })
      // A lead leaves. Every other time nobody follows: the team's people keep a boss whom nobody knows any more.
      const lead = leadsHere()[below(random, leadsHere().length)] ?? 0
      here.delete(leadOf(lead))
      gone.push(leadOf(lead))
      const reports = staff().filter(({ bossId }) => bossId === leadOf(lead))
      const heir = n % 2 === 0 ? reports[0] : undefined
      if (heir !== undefined) {
        place({ ...heir, bossId: headOf(lead % DEPARTMENTS), rank: 'manager' })
        for (const one of reports.slice(1)) place({ ...one, bossId: heir.personId })
      }
      // One word for each person, new bosses first, who left last.
      const words = [...put.values()].sort((a, b) => Number(b === put.get(heir?.personId ?? '')) - Number(a === put.get(heir?.personId ?? '')))
      return [
        heardBy.person(words.slice(0, 1).map(one => personEvent(one, time))), heardBy.person(words.slice(1).map(one => personEvent(one, time))),
        heardBy.account(joiners.map(personId => accountEvent(personId, time))), heardBy.person(gone.map(personId => tombstoneOf(personChanged, { id: idFrom('left', personId), key: personId, time })))
      ]
    }
  }
}

const range = (many: number): number[] => Array.from({ length: many }, (_, at) => at)
const heardBy = {
  person: (events: OutEvent[]) => ({ consumer: 'keep-person-when-changed', events }),
  unit: (events: OutEvent[]) => ({ consumer: 'keep-unit-when-changed', events }),
  account: (events: OutEvent[]) => ({ consumer: 'keep-account-when-changed', events })
}
