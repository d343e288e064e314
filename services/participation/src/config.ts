import { secret, serviceConfig } from '@weft/service-kit/config'
import { z } from 'zod'

const days = z.string().regex(/^\d{1,4}$/).transform(Number)

export const participationConfig = serviceConfig.extend({
  VAULT_DIR: z.string().min(1).describe('folder of the keys that tokens are derived with; keep it out of every backup'),
  VAULT_DAYS: days.default(14).describe('days after a wave\'s close at which its key is destroyed'),
  SMTP_URL: secret(z.url({ protocol: /^smtps?$/ }).describe('mail server, smtp:// or smtps://; one on this machine counts as a catcher')),
  MAIL_FROM: z.string().min(3).max(320).describe('sender of invitations; answers to them should reach a human'),
  SURVEY_ORIGIN: z.url({ protocol: /^https?$/ }).transform(origin => origin.replace(/\/+$/, '')).describe('where survey serves /s/, as people reach it')
})
