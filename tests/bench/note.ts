import type { EventContract } from '@weft/service-kit/event'
import { z } from 'zod'

/** About as large as an answer sheet. `at`: milliseconds since 1970 when it was committed to leave; 0 for one that waits in a full outbox. */
const note = z.strictObject({ at: z.number(), place: z.int(), answers: z.record(z.string(), z.int()) })
export type Note = z.infer<typeof note>

export const noteOn = (topic: string): EventContract<Note> => ({ topic, type: 'weft.kit.note-taken.v1', data: note })

const answers = Object.fromEntries(Array.from({ length: 32 }, (_, at) => [`IT${at}`, at % 5 + 1]))
export const noteAt = (at: number, place: number): Note => ({ at, place, answers })

export const now = () => performance.timeOrigin + performance.now()
