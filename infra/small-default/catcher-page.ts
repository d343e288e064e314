import type { Caught, MessagePage } from './caught.ts'

/** The caught messages as a page that needs no script. Everything in it that came by mail is escaped. */
export function catcherPage ({ messages, next }: MessagePage): string {
  const list = messages.length === 0 ? '<p>No message yet. Launch a wave, and its invitations appear here.</p>' : messages.map(article).join('\n')
  const more = next === null ? '' : `<p><a href="/?after=${next}">Show later messages</a></p>`
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Caught mail · Weft</title><style>${style}</style></head>
<body><main>
<h1>Caught mail</h1>
<p class="banner" role="note"><strong>Whoever runs this machine sees every link here. Not for real answers.</strong> No message leaves this machine, and all are gone when Weft stops.</p>
${list}
${more}
</main></body>
</html>
`
}

function article ({ to, subject, text }: Caught): string {
  return `<article><h2>${escaped(subject)}</h2><p>To ${escaped(to)}</p><pre>${linked(text)}</pre></article>`
}

function linked (text: string): string {
  return text.split(/(https?:\/\/\S+)/).map((part, i) => i % 2 === 1 ? `<a href="${escaped(part)}">${escaped(part)}</a>` : escaped(part)).join('')
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escaped (text: string): string {
  return text.replace(/[&<>"']/g, character => entities[character] ?? '')
}

const style = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
main { max-inline-size: 48rem; margin-inline: auto; padding: 1rem }
.banner { border: 2px solid; border-inline-start-width: .5rem; padding: .75rem 1rem }
article { border-block-start: 1px solid; padding-block: .5rem }
h2 { font-size: 1.1rem; margin-block: .5rem 0 }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit }`
