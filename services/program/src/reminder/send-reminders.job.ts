import { inTransaction } from '@weft/service-kit/database'
import type { Job } from '@weft/service-kit/job'
import type { MailDeps } from '../deps.ts'
import { composeReminder } from './mail.page.tsx'
import { beginReminder, dueReminders, finishReminder, giveUpInHand, noteOutcome, takeInHand, waitingFor } from './reminder.store.ts'

/** After the mail server refused somebody for now, or could not be used. */
const PAUSE_MS = 120_000

/**
 * Sends reminders whose day has come: one mail at a time, in random order. A mail is noted as in hand before it is handed over, so a death in the middle
 * sends nothing twice: the one in hand counts as unknown and is reported. At most once is the right side to err on here; an invitation to a survey errs on the other.
 */
export function sendReminders (deps: MailDeps): Job {
  let restUntil = 0
  return {
    name: 'send-reminders',
    everyMs: 5_000,
    async run (signal) {
      if (deps.now().getTime() < restUntil) return
      restUntil = deps.now().getTime() + PAUSE_MS // stands when this run is thrown out of
      if (await sendAll(deps, signal)) restUntil = 0
    }
  }
}

/** False when the mail server could not be used, or refused somebody for now. */
async function sendAll (deps: MailDeps, signal: AbortSignal): Promise<boolean> {
  const unknown = await giveUpInHand(deps.pool)
  if (unknown > 0) deps.log.warn({ unknown }, 'mails that a dead sender had in hand are not sent again')
  const due = await dueReminders(deps.pool, deps.now().toISOString().slice(0, 10))
  // Asked before anything is taken in hand: with the server away, nobody's mail becomes unknown.
  if (due.length === 0 || !await deps.mailer.isThere()) return due.length === 0
  let refused = 0
  for (const words of due) {
    await inTransaction(deps.pool, tx => beginReminder(tx, words.reminderId))
    for (const personId of await waitingFor(deps.pool, words.reminderId)) {
      if (signal.aborted) return true
      const outcome = await sendOne(deps, words, personId)
      if (outcome === 'over') break
      if (outcome === 'refused-now') refused++
    }
    await inTransaction(deps.pool, tx => finishReminder(tx, words.reminderId))
  }
  return refused === 0
}

async function sendOne ({ pool, mailer, now, doorOrigin }: MailDeps, words: { reminderId: string, subject: string, text: string }, personId: string) {
  const taken = await inTransaction(pool, tx => takeInHand(tx, words.reminderId, personId, now().toISOString().slice(0, 10)))
  if (typeof taken === 'string') return taken
  const sent = await mailer.send(composeReminder(words, taken, doorOrigin))
  await inTransaction(pool, tx => noteOutcome(tx, words.reminderId, personId, sent))
  return sent
}
