import type { Job } from '@weft/service-kit/job'
import type { WebhookDeps } from '../deps.ts'
import { readRules, timeZoneOf } from '../reminder/digest.store.ts'
import { isOpenHour, localTime } from '../reminder/hours.ts'
import { hoursOf } from '../reminder/rules.ts'
import { isAllowedAddress } from './address.ts'
import { bodyFor, messagesOn, type Message } from './message.ts'
import { giveUpInHand, listWebhooks, noteOutcome, quartersUnderWay, takeInHand, type Webhook } from './webhook.store.ts'

const WITHIN_MS = 10_000

/** Tells the organisation's chat what the quarter asks of everybody, in the hours of mail, each message once. A message is noted as in hand before it is posted. */
export const postNoticesJob = (deps: WebhookDeps): Job => ({
  name: 'post-notices',
  everyMs: 300_000,
  async run (signal) {
    const unknown = await giveUpInHand(deps.pool)
    if (unknown > 0) deps.log.warn({ unknown }, 'messages that a dead sender had in hand are not sent again')
    const [rules, timeZone] = await Promise.all([readRules(deps.pool), timeZoneOf(deps.pool)])
    if (!isOpenHour(deps.now(), hoursOf(rules, timeZone))) return
    const today = localTime(deps.now(), timeZone).day
    const messages = (await quartersUnderWay(deps.pool, today)).flatMap(quarter => messagesOn(today, quarter))
    if (messages.length === 0) return
    for (const webhook of await listWebhooks(deps.pool)) {
      // The list of hosts may have become shorter since.
      if (!isAllowedAddress(webhook.address, deps.webhookHosts)) continue // guard: listed still
      for (const message of messages) {
        if (signal.aborted) return
        if (await takeInHand(deps.pool, webhook.webhookId, message.matter, today)) await postOne(deps, webhook, message, signal)
      }
    }
  }
})

async function postOne ({ pool, log, doorOrigin }: WebhookDeps, { webhookId, kind, address }: Webhook, message: Message, signal: AbortSignal): Promise<void> {
  const isTaken = await fetch(address, {
    method: 'POST', redirect: 'error', signal: AbortSignal.any([signal, AbortSignal.timeout(WITHIN_MS)]),
    headers: { 'content-type': 'application/json' }, body: JSON.stringify(bodyFor(kind, message, doorOrigin))
  }).then(async reply => { await reply.body?.cancel(); return reply.ok }, () => false)
  if (!isTaken) log.warn({ webhookId, matter: message.matter }, 'the chat did not take a message')
  await noteOutcome(pool, webhookId, message.matter, isTaken)
}
