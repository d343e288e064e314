import { Refusal } from '@weft/service-kit/refusal'

/** The one person whom these words mean. Throws a `Refusal` about the field `owner`: `no-such-owner`, `owner-not-clear`. */
export function ownerAmong (found: readonly { personId: string, name: string }[], words: string): string {
  const refused = (code: string, sentence: string) => new Refusal('invalid', code, sentence, [{ at: 'owner', code, sentence }])
  const [first] = found
  if (first === undefined) throw refused('no-such-owner', `The directory knows nobody as “${words}”. Write a whole name, an e-mail address or a person id.`)
  if (found.length > 1 && first.personId !== words) throw refused('owner-not-clear', `More than one person is called “${words}”. Write the person id, such as ${first.personId}.`)
  return first.personId
}
