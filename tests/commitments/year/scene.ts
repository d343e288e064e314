import { seeded } from '@weft/testkit/seeded'
import { createHash } from 'node:crypto'
import type { Act, Caller, Doors } from './door.ts'
import { Refused } from './door.ts'
import type { Organisation } from './organisation.ts'

/** What people know of each other and of the day. `randomOf`: the same for the same seed, person, day and purpose, whoever comes first. */
export type Scene = ReturnType<typeof openScene>

/** `takePart`: share of the people who promise anything; the others are there, and are written to. */
export function openScene ({ seed, takePart, doors, organisation }: { seed: number, takePart: number, doors: Doors, organisation: Organisation }) {
  const refusals = new Map<string, number>()
  const refused = (what: string, error: unknown): void => {
    if (!(error instanceof Refused)) throw error
    const key = `${what}: ${error.code}`
    refusals.set(key, (refusals.get(key) ?? 0) + 1)
  }
  const scene = {
    seed, takePart, doors, organisation, refusals,
    day: '', quarter: 0, quarterStart: '',
    /** Who has sent their own review, so that they do not look again. */
    sent: new Set<string>(),
    /** Reviews that people asked their boss to reopen, by word of mouth. */
    askedToReopen: new Set<string>(),
    randomOf: (personId: string, purpose: string, when?: string) => seeded(createHash('sha256').update([seed, personId, purpose, when ?? scene.day].join('\n')).digest().readUInt32BE()),
    /** Looks at what was on a list a moment ago; where it is out of sight by now, that is counted as a refusal, and the year goes on to its judge. */
    look: <T>(as: Caller, path: string): Promise<T | null> => doors.get<T>(as, path).catch((error: unknown) => {
      refused('looked', error)
      return null
    }),
    /** Does it, or is told why not, which is counted. Gives whether it was done. */
    act: (as: Caller, one: Act): Promise<boolean> => doors.act(as, one).then(() => true, (error: unknown) => {
      refused(one.act, error)
      return false
    })
  }
  return scene
}
