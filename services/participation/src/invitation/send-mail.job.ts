import { inTransaction, type Sql } from '@weft/service-kit/database'
import type { Job } from '@weft/service-kit/job'
import type { Sent } from '@weft/service-kit/mail'
import { tokenOf } from '../audience/token.ts'
import type { Deps } from '../deps.ts'
import { findWave, lockKnownWave, wavesThatAre } from '../wave/wave.store.ts'
import type { Wave } from '../wave/wave.ts'
import { hasSent, MOST_TRIES, noteAllInvited, noteAllReminded, noteInvited, noteRefusedMail, noteReminded, notInvited, notReminded, type Recipient } from './invitation.store.ts'
import { composeMail } from './mail.page.tsx'
import type { Occasion } from './mail.ts'

/** After the mail server refused somebody for now, or could not be used. */
const PAUSE_MS = 120_000

type Work = {
  wave: Wave
  vaultKey: Buffer
  kind: Occasion['kind']
  waiting: (sql: Sql, wave: Wave) => Promise<Recipient[]>
  note: (tx: Sql, wave: Wave, personId: string) => Promise<void>
  finish: (tx: Sql, wave: Wave) => Promise<void>
}

/**
 * Sends invitations, then reminders, of open waves: one mail at a time, its flag set before the next, in random order.
 * A death in the middle sends at most the one mail in hand again. Links are made here and kept nowhere.
 */
export function sendMail (deps: Deps): Job {
  let restUntil = 0
  return {
    name: 'send-mail',
    everyMs: 1_000,
    async run (signal) {
      if (deps.now().getTime() < restUntil) return
      restUntil = deps.now().getTime() + PAUSE_MS // stands when this run is thrown out of
      const isAllDone = await sendAll(deps, signal)
      if (isAllDone) restUntil = 0
    }
  }
}

async function sendAll (deps: Deps, signal: AbortSignal): Promise<boolean> {
  let refused = 0
  for (const waveId of await wavesThatAre(deps.pool, 'mailing')) {
    const wave = await findWave(deps.pool, waveId)
    const vaultKey = await deps.vault.read(waveId)
    if (wave === undefined) continue
    if (vaultKey === undefined) {
      // Its links cannot be made again; the mails of other waves must go on.
      deps.log.error({ waveId }, 'the vault key of a wave is gone: nobody of it can be written to')
      refused++
    } else {
      refused += await carryOut(deps, workOf(wave, vaultKey), signal)
    }
  }
  return refused === 0
}

const workOf = (wave: Wave, vaultKey: Buffer): Work => wave.invitations === 'going'
  ? { wave, vaultKey, kind: 'invitation', waiting: notInvited, note: noteInvited, finish: (tx, { waveId }) => noteAllInvited(tx, waveId) }
  : { wave, vaultKey, kind: 'reminder', waiting: notReminded, note: noteReminded, finish: noteAllReminded }

/** `over`: the wave closed meanwhile, and nobody is written to any more. `sent-meanwhile`: no reminder is needed any more. */
type Outcome = Sent | 'sent-meanwhile' | 'over'

/** Gives how many were refused for now. */
async function carryOut (deps: Deps, work: Work, signal: AbortSignal): Promise<number> {
  const { pool, log } = deps
  const { waveId } = work.wave
  const counts: Record<Outcome, number> = { taken: 0, 'refused-now': 0, 'refused-for-good': 0, 'sent-meanwhile': 0, over: 0 }
  for (const recipient of await work.waiting(pool, work.wave)) {
    if (signal.aborted || counts.over > 0) return 0
    counts[await sendOne(deps, work, recipient)]++
  }
  if (counts.over > 0) return 0
  if (counts['refused-now'] === 0) await inTransaction(pool, async tx => { await lockKnownWave(tx, waveId); await work.finish(tx, work.wave) })
  log.info({ waveId, kind: work.kind, counts }, 'mail handed over')
  return counts['refused-now']
}

async function sendOne (deps: Deps, work: Work, recipient: Recipient): Promise<Outcome> {
  const { pool, mailer, surveyOrigin } = deps
  const { waveId, title, closesOn, threshold } = work.wave
  if ((await findWave(pool, waveId))?.surveyState !== 'opened') return 'over'
  if (work.kind === 'reminder' && await hasSent(pool, waveId, recipient.personId)) return 'sent-meanwhile'
  const link = `${surveyOrigin}/s/${tokenOf(work.vaultKey, waveId, recipient.personId)}`
  const sent = await mailer.send(composeMail({ kind: work.kind, title, closesOn, threshold }, recipient, link))
  // The lock keeps this flag and a rewriting of all flags apart.
  await inTransaction(pool, async tx => {
    if ((await lockKnownWave(tx, waveId)).audienceState !== 'frozen') return
    if (sent === 'taken') await work.note(tx, work.wave, recipient.personId)
    else await noteRefusedMail(tx, waveId, recipient.personId, sent === 'refused-for-good' ? MOST_TRIES : 1)
  })
  return sent
}
