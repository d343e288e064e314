import { webhookMade, webhookRequest, webhooksReply } from '@weft/contracts/commitments/webhook-api'
import { inTransaction } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { WebhookDeps } from '../deps.ts'
import { isAllowedAddress } from './address.ts'
import { addWebhook, listWebhooks, MOST_WEBHOOKS, removeWebhook } from './webhook.store.ts'

/** GET and POST /commitments/webhooks, POST /commitments/webhooks/:webhookId/end: where the organisation's chat takes messages in. */
export const webhooksRoute = ({ pool, now, newId, webhookHosts }: WebhookDeps): FastifyPluginAsyncZod => async app => {
  app.get('/commitments/webhooks', { config: { action: 'run-reminders', summary: 'Where messages to the organisation\'s chat go' }, schema: { response: { 200: webhooksReply } } }, async () => ({
    webhooks: (await listWebhooks(pool)).map(({ address, ...webhook }) => ({ ...webhook, host: new URL(address).host })), hosts: [...webhookHosts]
  }))

  app.post('/commitments/webhooks', { config: { action: 'run-reminders', summary: 'Adds a place in the organisation\'s chat' }, schema: { body: webhookRequest, response: { 201: webhookMade } } }, async (request, reply) => {
    const { kind, address } = request.body
    if (!isAllowedAddress(address, webhookHosts)) throw new Refusal('invalid', 'host-not-listed', `Messages go to https addresses of these hosts only: ${webhookHosts.join(', ')}. Whoever runs Weft can list others (WEBHOOK_HOSTS).`)
    const webhookId = await inTransaction(pool, tx => addWebhook(tx, { webhookId: newId(), kind, address, by: subjectIn(request).subject, today: now().toISOString().slice(0, 10) }))
    if (webhookId === undefined) throw new Refusal('conflict', 'too-many-webhooks', `There are ${MOST_WEBHOOKS} already. Take one away first.`)
    return reply.code(201).send({ webhookId })
  })

  app.post('/commitments/webhooks/:webhookId/end', { config: { action: 'run-reminders', summary: 'No message goes there any more' }, schema: { params: z.object({ webhookId: z.uuid() }), response: { 200: webhookMade } } }, async request => {
    const { webhookId } = request.params
    if (!await inTransaction(pool, tx => removeWebhook(tx, webhookId))) throw new Refusal('not-found', 'no-such-webhook', 'There is no such place.')
    return { webhookId }
  })
}
