import type { ComponentChildren } from 'preact'

export type DocumentProps = {
  /** BCP 47 tag of the text on the page. */
  lang: string
  dir?: 'ltr' | 'rtl'
  /** What the tab says: the most specific part first. */
  title: string
  /** Addresses of style sheets and scripts; nothing is ever inline, so that the page can forbid it. */
  styles: readonly string[]
  scripts?: readonly string[]
  icon?: string
  bodyClass?: string
  children: ComponentChildren
}

/** The shell of every page. */
export const Document = ({ lang, dir = 'ltr', title, styles, scripts = [], icon, bodyClass, children }: DocumentProps) => (
  <html lang={lang} dir={dir}>
    <head>
      <meta charset='utf-8' />
      <title>{title}</title>
      <meta name='viewport' content='width=device-width, initial-scale=1' />
      <meta name='color-scheme' content='light dark' />
      {icon !== undefined && <link rel='icon' href={icon} type='image/svg+xml' />}
      {styles.map(href => <link key={href} rel='stylesheet' href={href} />)}
      {scripts.map(src => <script key={src} src={src} type='module' />)}
    </head>
    <body class={bodyClass}>{children}</body>
  </html>
)

/** First thing on a page with a header: jumps to `<main id="main" tabindex="-1">`. */
export const SkipLink = ({ children }: { children: ComponentChildren }) => <a class='skip' href='#main'>{children}</a>
