import { Refusal } from '@weft/service-kit/refusal'

export type Seats = {
  /** Takes a seat and gives what frees it. Throws `Refusal('unavailable', 'too-many-streams')` when this subject, or everybody together, has all there are. */
  take: (subject: string) => () => void
  taken: () => number
}

/** How many streams may be open at once: each holds a connection and asks the database. */
export function seatsFor ({ inAll, perSubject }: { inAll: number, perSubject: number }): Seats {
  const bySubject = new Map<string, number>()
  let taken = 0
  return {
    taken: () => taken,
    take: subject => {
      const mine = bySubject.get(subject) ?? 0
      if (mine >= perSubject || taken >= inAll) throw new Refusal('unavailable', 'too-many-streams', 'Too many streams are open. Close one and try again.')
      bySubject.set(subject, mine + 1)
      taken++
      return once(() => {
        const left = (bySubject.get(subject) ?? 1) - 1
        if (left === 0) bySubject.delete(subject)
        else bySubject.set(subject, left)
        taken--
      })
    }
  }
}

function once (work: () => void): () => void {
  let done = false
  return () => {
    if (done) return
    done = true
    work()
  }
}
