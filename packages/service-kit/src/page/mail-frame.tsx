import type { ComponentChildren } from 'preact'

// Mail programs drop style sheets, so a mail carries its styles on the elements. Never a picture from elsewhere: it would tell who read it.
const page = 'margin:0;padding:0;background:#faf8f4;color:#181c22;'
const column = 'max-width:34rem;margin:0 auto;padding:2rem 1.25rem;font:17px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;'
const heading = 'margin:0 0 1rem;font:500 1.625rem/1.2 Georgia,"Palatino Linotype",serif;'
const foot = 'margin:2rem 0 0;padding:1rem 0 0;border-top:1px solid #ddd8ce;color:#545b66;font-size:14px;'
const button = 'display:inline-block;padding:.75rem 1.5rem;border-radius:.375rem;background:#2f3f8f;color:#ffffff;font-weight:600;text-decoration:none;'

type MailFrameProps = { lang: string, dir?: 'ltr' | 'rtl', title: string, foot?: ComponentChildren, children: ComponentChildren }

/** A mail of one column. Send it through `renderPage`, with a text part beside it. */
export const MailFrame = ({ lang, dir = 'ltr', title, foot: small, children }: MailFrameProps) => (
  <html lang={lang} dir={dir}>
    <head>
      <meta charset='utf-8' />
      <meta name='viewport' content='width=device-width, initial-scale=1' />
      <meta name='color-scheme' content='light' />
      <title>{title}</title>
    </head>
    <body style={page}>
      <div style={column}>
        <h1 style={heading}>{title}</h1>
        {children}
        {small !== undefined && <div style={foot}>{small}</div>}
      </div>
    </body>
  </html>
)

export const MailButton = ({ href, children }: { href: string, children: ComponentChildren }) =>
  <p style='margin:1.5rem 0;'><a href={href} style={button}>{children}</a></p>
