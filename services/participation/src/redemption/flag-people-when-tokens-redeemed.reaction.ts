import { tokensRedeemed, type Redemption } from '@weft/contracts/survey/events'
import type { Sql } from '@weft/service-kit/database'
import type { Reaction } from '@weft/service-kit/inbox'
import { peopleBehind } from '../audience/token.ts'
import type { Deps } from '../deps.ts'
import { lockWave } from '../wave/wave.store.ts'
import { flagRedeemed, invitedPeople, noteFinalParts, noteKeyLost } from './redemption.store.ts'

/** Derives whose hashes were redeemed and flags these people, without a date. Hashes are kept nowhere. */
export const flagPeopleWhenTokensRedeemed = ({ vault }: Pick<Deps, 'vault'>): Reaction<Redemption> => ({
  name: 'flag-people-when-tokens-redeemed',
  contract: tokensRedeemed,
  react: (tx, { data }) => take(tx, vault, [data]),
  async reactToAll (tx, events) {
    const waves = Map.groupBy(events.map(({ data }) => data), ({ waveId }) => waveId)
    for (const parts of waves.values()) await take(tx, vault, parts)
  }
})

async function flag (tx: Sql, waveId: string, vaultKey: Buffer, hashes: ReadonlySet<string>): Promise<void> {
  const people = hashes.size === 0 ? [] : peopleBehind(hashes, vaultKey, waveId, await invitedPeople(tx, waveId))
  if (people.length > 0) await flagRedeemed(tx, waveId, people)
}

/** Parts of one wave. After clearing there is nobody left to flag; without its key nobody can be, and the wave must close all the same. */
async function take (tx: Sql, vault: Deps['vault'], parts: readonly Redemption[]): Promise<void> {
  const [{ waveId } = { waveId: '' }] = parts
  const wave = await lockWave(tx, waveId)
  if (wave?.audienceState !== 'frozen') return
  const vaultKey = await vault.read(waveId)
  if (vaultKey === undefined) await noteKeyLost(tx, waveId)
  else await flag(tx, waveId, vaultKey, new Set(parts.flatMap(part => part.hashes)))
  const final = parts.filter(part => part.final)
  if (final[0] !== undefined) await noteFinalParts(tx, waveId, final[0].parts, final.map(({ part }) => part))
}
