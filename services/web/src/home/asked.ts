import type { WaitingReply } from '@weft/contracts/commitments/waiting-api'
import type { AttestationReply } from '@weft/contracts/program/attestation-api'
import type { DefinitionReply } from '@weft/contracts/program/definition-api'
import { inWords } from '../frame/words.ts'

/** Something that the reader is asked for: what commitments wait for, and what everybody is asked once per version. */
export type Asked = { href: string, name: string, why: string }

/** What of it somebody has not done yet; nothing for who has no place in the organisation. */
export function asksOf (definition: DefinitionReply | null, attestation: AttestationReply | null, waiting: WaitingReply | null): Asked[] {
  return [
    ...(waiting?.waiting ?? []).map(({ link, path, what, by }) => ({ href: path, name: link, why: by === null ? what : `${what} By ${inWords(by)}.` })),
    ...definition !== null && definition.version > 0 && definition.mayAcknowledge && definition.acknowledged !== definition.version
      ? [{ href: '/program/definition', name: 'Read what customer centricity means here', why: definition.acknowledged === null ? 'It takes a minute.' : 'The wording has changed since you read it.' }]
      : [],
    ...attestation !== null && attestation.version > 0 && attestation.mayAttest && attestation.mine === null
      ? [{ href: '/program/priorities#answer', name: 'Say what you think of the priorities', why: attestation.before === null ? 'Only you see your answer.' : 'They have changed since you answered.' }]
      : []
  ]
}
