import { Refusal } from '@weft/service-kit/refusal'
import type { z } from 'zod'
import { problemOf } from './form.ts'

/** What a form says, as its service asks for it. Throws a `Refusal` with the name of the first field that does not fit as its code. */
export function parsed<T> (schema: z.ZodType<T>, value: unknown): T {
  const asked = schema.safeParse(value)
  if (asked.success) return asked.data
  const at = String(asked.error.issues[0]?.path[0] ?? '')
  throw new Refusal('invalid', at, problemOf(at).sentence)
}
