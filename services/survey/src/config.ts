import { port, serviceConfig } from '@weft/service-kit/config'
import { z } from 'zod'

const timeZone = z.string().refine(name => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== ''
  } catch {
    return false
  }
}, 'is not a time zone')

export const surveyConfig = serviceConfig.extend({
  PUBLIC_HOST: z.string().default('127.0.0.1').describe('address where /s/ is answered; another host name than the door\'s'),
  PUBLIC_PORT: port.default(0).describe('port of /s/; 0 takes a free one'),
  PUBLIC_ORIGIN: z.url().default('http://127.0.0.1').describe('how people reach /s/ from outside; https makes cookies secure'),
  PUBLIC_LOG_FILE: z.string().default('').describe('path of the log of /s/: hour and status, nothing else; empty writes to standard output'),
  LIMIT_PER_LINK_PER_MINUTE: z.string().regex(/^\d{1,6}$/).transform(Number).default(120).describe('how often one survey link is answered in a minute, by one process; sending counts three times; 0 is no limit'),
  REDEMPTION_HOUR: z.string().regex(/^([01]?\d|2[0-3])$/).default('3').transform(Number).describe('hour (UTC) from which participation is told, once a day, which hashes were redeemed'),
  TIME_ZONE: timeZone.default('UTC').describe('whose days count: a wave closes at the end of its last day here')
})
export type SurveyConfig = z.infer<typeof surveyConfig>
