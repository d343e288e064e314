import { renderPage } from '@weft/service-kit/page/render'
import type { ComponentChildren } from 'preact'
import type { Message } from './texts.ts'

/** What every page of /s/ is dressed in. The style sheet stands in the page, named by its hash in the policy: one round trip less on a phone. */
export type Dress = { css: string, script: string }

type ShellProps = { lang: string, title: string, dress: Dress, scripted?: boolean, children: ComponentChildren }

export const Shell = ({ lang, title, dress, scripted = false, children }: ShellProps) => (
  <html lang={lang} dir='ltr'>
    <head>
      <meta charset='utf-8' />
      <title>{title}</title>
      <meta name='viewport' content='width=device-width, initial-scale=1' />
      <meta name='color-scheme' content='light dark' />
      <meta name='robots' content='noindex' />
      <link rel='icon' href='data:,' />
      <style dangerouslySetInnerHTML={{ __html: dress.css }} />
      {scripted && <script src={dress.script} type='module' />}
    </head>
    <body>
      <main class='page stack stack-loose'>{children}</main>
    </body>
  </html>
)

/** A page that says one thing. `erase` tells the script that what was kept on this device was sent and can go. */
export const messageHtml = ({ lang, kicker, message, dress, erase = false }: { lang: string, kicker: string, message: Message, dress: Dress, erase?: boolean }): string => renderPage(
  <Shell lang={lang} title={message.title} dress={dress} scripted={erase}>
    <div class='stack' id={erase ? 'sent' : undefined}>
      <div class='thread' aria-hidden='true' />
      <p class='kicker'>{kicker}</p>
      <h1>{message.title}</h1>
      {message.lines.map(line => <p key={line}>{line}</p>)}
    </div>
  </Shell>
)
