import { Refusal } from '@weft/service-kit/refusal'

/** Enough for every program of one person, too few to fill a table. */
export const MOST_KEYS = 20

/** The name of a key as it is kept. Throws `Refusal('invalid', 'key-needs-name')`. */
export function keyName (asked: string): string {
  const name = asked.trim()
  if (name === '' || name.length > 80 || /\p{Cc}/u.test(name)) throw new Refusal('invalid', 'key-needs-name', 'Say in 1 to 80 characters what the key is for.')
  return name
}

export const tooManyKeys = () => new Refusal('conflict', 'too-many-keys', `There are ${MOST_KEYS} keys already. Revoke one first.`)
