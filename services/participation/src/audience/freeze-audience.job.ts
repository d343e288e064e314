import type { Organisation } from '@weft/contracts/directory/events'
import { addSums } from '@weft/service-kit/checksum'
import { inTransaction } from '@weft/service-kit/database'
import type { Job } from '@weft/service-kit/job'
import { appendToOutbox } from '@weft/service-kit/outbox'
import type { Deps } from '../deps.ts'
import { allPeople, allUnits, versionInSight, type KnownPerson, type KnownUnit } from '../organisation/organisation.store.ts'
import { findWave, lockKnownWave, wavesThatAre } from '../wave/wave.store.ts'
import { awaitsAudience, type Wave } from '../wave/wave.ts'
import { insertInvitations, insertTree, noteFrozen, noteRefused } from './audience.store.ts'
import { audienceEvents, entriesOf, markMerged, newcomers, refusalOf } from './audience.ts'

type State = { version: number, people: KnownPerson[], units: KnownUnit[] }

/**
 * Freezes the audience of launched waves: keeps the wave's key, then stores invitations and the hand-over to survey in one transaction.
 * Waits until what is known here is exactly one organisation version. Dying at any line and running again gives the same hashes.
 */
export const freezeAudience = (deps: Deps): Job => ({
  name: 'freeze-audience',
  everyMs: 1_000,
  async run (signal) {
    const waveIds = await wavesThatAre(deps.pool, 'awaiting-audience')
    if (waveIds.length === 0) return
    const version = await versionInSight(deps.pool)
    if (version === undefined) return
    for (const waveId of waveIds) {
      const wave = await findWave(deps.pool, waveId)
      if (signal.aborted || wave === undefined || !awaitsAudience(wave, version.version)) continue
      const state = await wholeState(deps, version)
      if (state !== undefined) await freeze(deps, wave, state)
    }
  }
})

/** People and units as the marker says, proved by its sums; undefined while events are under way. Each is read in one statement, so it is of one moment. */
async function wholeState ({ pool }: Deps, { version, peopleSum, unitsSum }: Organisation): Promise<State | undefined> {
  const [people, units] = [await allPeople(pool), await allUnits(pool)]
  const isWhole = sumOf(people) === peopleSum && sumOf(units) === unitsSum
  return isWhole ? { version, people, units } : undefined
}

const sumOf = (rows: readonly { fingerprint: string }[]): string => rows.reduce((sum, { fingerprint }) => addSums(sum, fingerprint), '0'.repeat(64))

async function freeze (deps: Deps, wave: Wave, { version, people, units }: State): Promise<void> {
  const { pool, vault, newId, now, wake, log } = deps
  const { waveId, threshold, launchedOn } = wave
  const refusal = refusalOf(people.length, threshold)
  if (refusal !== null) return await inTransaction(pool, tx => noteRefused(tx, waveId, version, refusal))

  // Before the transaction: a key without an audience does no harm, an audience without its key could never be invited.
  const vaultKey = await vault.keep(waveId)
  const events = audienceEvents(waveId, markMerged(units, people, threshold), entriesOf(wave, units, people, vaultKey), newId, now().toISOString().slice(0, 10))
  await inTransaction(pool, async tx => {
    if (!awaitsAudience(await lockKnownWave(tx, waveId), version)) return
    await insertTree(tx, waveId, units, people)
    await insertInvitations(tx, waveId, people)
    await noteFrozen(tx, { waveId, organisationVersion: version, invited: people.length, newPeople: newcomers(people, launchedOn), newUnits: newcomers(units, launchedOn) })
    await appendToOutbox(tx, events)
  })
  wake()
  log.info({ waveId, invited: people.length }, 'audience frozen')
}
