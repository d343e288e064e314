import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { catcherPage } from './catcher-page.ts'
import { pageOf, type Caught } from './caught.ts'

export type Catcher = { stop: () => Promise<void> }

const mostMessages = 20_000
const largestMessage = 1_048_576

/**
 * A mail server that delivers nothing: it keeps messages in memory and shows them on this machine.
 * Nothing is written to disk or to a log, and all is gone with the process. The oldest go when 20,000 are held.
 */
export async function startCatcher ({ smtpPort, pagePort }: { smtpPort: number, pagePort: number }): Promise<Catcher> {
  const messages: Caught[] = []
  const smtp = mailServer(messages)
  const page = createServer({ requestTimeout: 10_000 }, (request, response) => answer(messages, request, response))
  await Promise.all([listening(smtp.server as unknown as Server, () => smtp.listen(smtpPort, '127.0.0.1')), listening(page, () => page.listen(pagePort, '127.0.0.1'))])
  return {
    stop: async () => {
      page.closeAllConnections()
      await Promise.all([new Promise<void>(resolve => smtp.close(resolve)), new Promise(resolve => page.close(resolve))])
    }
  }
}

function listening (server: Server, listen: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', reject)
    listen()
  })
}

function mailServer (messages: Caught[]): SMTPServer {
  let next = 1
  const smtp = new SMTPServer({
    authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], size: largestMessage, disableReverseLookup: true, logger: false, socketTimeout: 60_000,
    onData (stream, session, done) {
      simpleParser(stream, { skipImageLinks: true, skipTextToHtml: true }).then(mail => {
        const to = session.envelope.rcptTo.map(recipient => recipient.address).join(', ')
        messages.push({ number: next++, to, subject: mail.subject ?? '', text: mail.text ?? '' })
        if (messages.length > mostMessages) messages.shift()
        done()
      }, done)
    }
  })
  // A client that hangs up in the middle is no reason to end the process.
  smtp.on('error', () => undefined)
  return smtp
}

function answer (messages: readonly Caught[], request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  response.setHeader('cache-control', 'no-store')
  // Without this a survey would learn that its visitor came from here.
  response.setHeader('referrer-policy', 'no-referrer')
  response.setHeader('x-content-type-options', 'nosniff')
  // A page elsewhere that points a name of its own at 127.0.0.1 must not read what lies here.
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '')) return send(response, 403, 'text/plain', 'This page is for this machine only.\n')
  if (request.method !== 'GET') return send(response, 405, 'text/plain', 'There is nothing to send here.\n')
  if (url.pathname === '/messages') return send(response, 200, 'application/json', JSON.stringify(pageOf(messages, url.searchParams)))
  if (url.pathname === '/') {
    response.setHeader('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
    return send(response, 200, 'text/html', catcherPage(pageOf(messages, url.searchParams)))
  }
  send(response, 404, 'text/plain', 'There is nothing at this address.\n')
}

function send (response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8` }).end(body)
}
