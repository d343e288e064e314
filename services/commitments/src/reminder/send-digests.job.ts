import type { Sql } from '@weft/service-kit/database'
import type { Job } from '@weft/service-kit/job'
import { actingAsHouse } from '../acting-as.ts'
import type { MailDeps } from '../deps.ts'
import { digestOf, type Matter } from './digest.ts'
import { composeDigest } from './digest-mail.page.tsx'
import { giveUpInHand, lockRecipient, noteOutcome, peopleAfter, readRules, recipientsOf, takeInHand, timeZoneOf } from './digest.store.ts'
import { isOpenHour, localTime } from './hours.ts'
import { mattersOf } from './matters.store.ts'
import { hoursOf, type Rules } from './rules.ts'

const PAGE = 500
const EVERY_MS = 300_000

type Run = { deps: MailDeps, rules: Rules, today: string, signal: AbortSignal }

/**
 * Writes to people for whom something waits: one mail of everything, in the organisation's hours of mail, a few a week at most. A mail is noted as in hand
 * before it is handed over, so a death in the middle sends nothing twice: the one in hand counts as said and is reported.
 */
export const sendDigestsJob = (deps: MailDeps): Job => ({
  name: 'send-digests',
  everyMs: EVERY_MS,
  async run (signal) {
    const unknown = await giveUpInHand(deps.pool)
    if (unknown > 0) deps.log.warn({ unknown }, 'mails that a dead sender had in hand are not sent again')
    const [rules, timeZone] = await Promise.all([readRules(deps.pool), timeZoneOf(deps.pool)])
    // Asked before anything is taken in hand: with the server away, nobody's mail becomes unknown.
    if (!isOpenHour(deps.now(), hoursOf(rules, timeZone)) || !await deps.mailer.isThere()) return
    await writeToAll({ deps, rules, today: localTime(deps.now(), timeZone).day, signal })
  }
})

async function writeToAll (run: Run): Promise<void> {
  let after = ''
  while (!run.signal.aborted) {
    const ids = await peopleAfter(run.deps.pool, after, PAGE)
    for (const { personId, waiting } of await actingAsHouse(run.deps.pool, tx => whoGetsMail(tx, ids, run))) {
      if (run.signal.aborted) return
      await writeTo(run, personId, waiting)
    }
    after = ids.at(-1) ?? ''
    if (ids.length < PAGE) return
  }
}

/** For whom there is something to say, by a look at all at once: on most runs that is nobody. What is said is decided again once that person's mail is locked. */
async function whoGetsMail (tx: Sql, ids: readonly string[], { rules, today }: Run) {
  const matters = await mattersOf(tx, ids, today)
  const recipients = await recipientsOf(tx, [...matters.keys()], today)
  return recipients.flatMap(recipient => {
    const waiting = matters.get(recipient.personId) ?? []
    return digestOf(waiting, { ...recipient, ...rules, today }) === null ? [] : [{ personId: recipient.personId, waiting }]
  })
}

async function writeTo ({ deps, rules, today }: Run, personId: string, matters: readonly Matter[]): Promise<void> {
  const digestId = deps.newId()
  const taken = await actingAsHouse(deps.pool, async tx => {
    const recipient = await lockRecipient(tx, personId, today)
    const digest = recipient === undefined ? null : digestOf(matters, { ...recipient, ...rules, today })
    if (recipient === undefined || digest === null) return undefined
    await takeInHand(tx, { digestId, personId, today, news: digest.news })
    return { recipient, digest }
  })
  if (taken === undefined) return
  const sent = await deps.mailer.send(composeDigest(taken.recipient, taken.digest.all, deps.doorOrigin))
  await actingAsHouse(deps.pool, tx => noteOutcome(tx, digestId, personId, today, sent))
}
