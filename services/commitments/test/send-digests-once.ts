// A sender of mails for tests that kill it: runs the job once, on the database and the mail server of its environment.
import { randomUUID } from 'node:crypto'
import { openPool } from '@weft/service-kit/database'
import { openLog } from '@weft/service-kit/log'
import { openMailer } from '@weft/service-kit/mail'
import { sendDigestsJob } from '../src/reminder/send-digests.job.ts'

const { DATABASE_URL = '', SMTP_URL = '', NOW = '' } = process.env
const pool = openPool(DATABASE_URL, { onIdleError: () => {} })
const mailer = openMailer({ url: SMTP_URL, from: 'Weft <weft@localhost>' })
await sendDigestsJob({
  pool, mailer, doorOrigin: 'http://localhost:9', log: openLog({ name: 'commitments', level: 'silent', file: '' }), now: () => new Date(NOW), newId: randomUUID, wake: () => {}
}).run(new AbortController().signal)
mailer.close()
await pool.end()
