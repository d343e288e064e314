import { secret, serviceConfig } from '@weft/service-kit/config'
import { z } from 'zod'

export const commitmentsConfig = serviceConfig.extend({
  SMTP_URL: secret(z.url({ protocol: /^smtps?$/ }).describe('mail server, smtp:// or smtps://; one on this machine counts as a catcher')),
  MAIL_FROM: z.string().min(3).max(320).describe('sender of reminders; answers to them should reach a human'),
  DOOR_ORIGIN: z.url({ protocol: /^https?$/ }).transform(origin => origin.replace(/\/+$/, '')).describe('where people reach the door, for links in reminders'),
  WEBHOOK_HOSTS: z.string().max(2_000).default('hooks.slack.com,*.webhook.office.com,*.logic.azure.com,*.api.powerplatform.com').describe('hosts that messages to the organisation\'s chat may go to, with commas between; `*.` means everything below')
})
