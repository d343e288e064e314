import { createTransport } from 'nodemailer'

export type Mail = { to: { name: string, address: string }, subject: string, text: string, html: string }

/** What became of one mail: taken by the mail server, or refused by it for this recipient, now or for good. */
export type Sent = 'taken' | 'refused-now' | 'refused-for-good'

export type Mailer = {
  /** Hands over one mail. Throws `MailServerAway` when the fault is the server's and not the recipient's. */
  send: (mail: Mail) => Promise<Sent>
  /** Whether the mail server answers and lets this sender in. Hands nothing over. */
  isThere: () => Promise<boolean>
  close: () => void
}

/** The mail server cannot be used now. Its sentence names a code, never a recipient or a mail: it may be logged. */
export class MailServerAway extends Error {
  constructor (code: string) {
    super(`The mail server cannot be used now (${code}).`)
    this.name = 'MailServerAway'
  }
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/

/** Whether mail to this url stays on this machine. */
export const staysHere = (smtpUrl: string): boolean => LOOPBACK.test(new URL(smtpUrl).hostname)

/**
 * A mailer over one connection that is kept open. `smtp://` or `smtps://`, with name and password where the server wants them;
 * to any other machine the connection is encrypted or does not come about. Gives up after 10 s to connect and 30 s of silence.
 * Nothing is logged, no file or address is ever read into a mail.
 */
export function openMailer ({ url, from }: { url: string, from: string }): Mailer {
  const { protocol, hostname, port, username, password } = new URL(url)
  const secure = protocol === 'smtps:'
  const transport = createTransport({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: !secure && !staysHere(url),
    ...(username !== '' && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    pool: true, maxConnections: 1, maxMessages: Infinity,
    connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000, dnsTimeout: 10_000,
    disableFileAccess: true, disableUrlAccess: true, logger: false
  })
  return {
    send: async mail => sent(transport.sendMail({ ...mail, from, xMailer: false, headers: { 'auto-submitted': 'auto-generated' } })),
    isThere: () => transport.verify().then(() => true, () => false),
    close: () => { transport.close() }
  }
}

type SmtpError = Error & { code?: string, responseCode?: number, command?: string }

async function sent (sending: Promise<unknown>): Promise<Sent> {
  try {
    await sending
    return 'taken'
  } catch (error) {
    const { code = 'unknown', responseCode, command = '' } = error as SmtpError
    // An answer to the recipient or to the content is about this mail; anything else is about the server. The error itself holds addresses.
    const aboutThisMail = code === 'EENVELOPE' || (code === 'EMESSAGE' && command === 'DATA')
    if (!aboutThisMail || responseCode === 421) throw new MailServerAway(code)
    return responseCode !== undefined && responseCode < 500 ? 'refused-now' : 'refused-for-good'
  }
}
