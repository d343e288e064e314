import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** `raw`: as it came over the line, with its head. */
export type Caught = { to: string, subject: string, text: string, html: string, raw: string }

export type MailServer = {
  url: string
  /** What was handed over, in order. */
  caught: Caught[]
  /** What a test wants of it: to refuse a recipient, or to do something after a mail is in and before that is said. */
  wish: { refuse: (address: string) => Error | undefined, beforeTaken: () => Promise<void> | void }
  close: () => Promise<void>
}

/** A mail server on loopback that keeps what it gets. */
export async function openMailServer (): Promise<MailServer> {
  const caught: Caught[] = []
  const wish: MailServer['wish'] = { refuse: () => undefined, beforeTaken: () => {} }
  const smtp = new SMTPServer({
    authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], disableReverseLookup: true, logger: false,
    onRcptTo: ({ address }, _session, done) => { done(wish.refuse(address)) },
    onData (stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        void (async () => {
          const raw = Buffer.concat(chunks)
          const mail = await simpleParser(raw)
          caught.push({ to: session.envelope.rcptTo.map(({ address }) => address).join(), subject: mail.subject ?? '', text: mail.text ?? '', html: mail.html || '', raw: raw.toString() })
          await wish.beforeTaken()
          done()
        })()
      })
    }
  })
  // A client that is killed cuts its connection.
  smtp.on('error', () => {})
  await new Promise<void>(resolve => { smtp.listen(0, '127.0.0.1', resolve) })
  const { port } = smtp.server.address() as { port: number }
  return { url: `smtp://127.0.0.1:${port}`, caught, wish, close: () => new Promise(resolve => { smtp.close(() => { resolve() }) }) }
}

/** An answer of a mail server, as smtp-server wants it: 450 for now, 550 for good. */
export const refusal = (responseCode: number): Error => Object.assign(new Error('no'), { responseCode })
