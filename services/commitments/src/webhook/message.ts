/** What the chat is told: of the quarter and nobody in it. */
export type Message = { matter: string, text: string, path: string }
export type QuarterDays = { startsOn: string, endsOn: string, label: string, reviewFrom: string, bossBy: string, finalOn: string }
export type Kind = 'slack' | 'teams'

const dayWords = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' })
const inWords = (day: string): string => dayWords.format(new Date(`${day}T00:00:00Z`))
const minus = (day: string, days: number): string => new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10)

/** How long after its day a message is still worth a word. */
const FRESH_DAYS = 3

/**
 * Messages of a quarter whose day has come and is not long past: a platform that slept says nothing late.
 * They name days and what to do; no person, no unit, no score.
 */
export function messagesOn (today: string, { startsOn, endsOn, label, reviewFrom, bossBy, finalOn }: QuarterDays): readonly Message[] {
  const all: (Message & { on: string })[] = [
    { on: startsOn, matter: `${startsOn}:opened`, text: `${label} has begun. One commitment in your own words takes five minutes and counts this quarter.`, path: '/commitments' },
    { on: reviewFrom, matter: `${startsOn}:look-back`, text: `Time to look back on ${label}: one line for each commitment, ten minutes, until ${inWords(endsOn)}.`, path: '/commitments/quarter' },
    { on: minus(endsOn, 3), matter: `${startsOn}:look-back-ends`, text: `${label} ends on ${inWords(endsOn)}. Whoever has not looked back yet: ten minutes are enough.`, path: '/commitments/quarter' },
    { on: minus(bossBy, 3), matter: `${startsOn}:bosses`, text: `Reviews of ${label} are due by ${inWords(bossBy)}. Whoever leads a team: somebody waits for your word.`, path: '/commitments/team' },
    { on: finalOn, matter: `${startsOn}:final`, text: `${label} is closed. What became of it can be read by department.`, path: '/commitments/roll-up' }
  ]
  return all.filter(({ on }) => on <= today && today <= minus(on, -FRESH_DAYS)).map(({ matter, text, path }) => ({ matter, text, path }))
}

/** A message in the form that the chat takes: Slack's incoming webhook, or an adaptive card for Teams. */
export function bodyFor (kind: Kind, { text, path }: Message, doorOrigin: string): object {
  const href = `${doorOrigin}${path}`
  if (kind === 'slack') return { text: `${text} <${href}|Open Weft>` }
  return {
    type: 'message',
    attachments: [{
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: {
        $schema: 'http://adaptivecards.io/schemas/adaptive-card.json', type: 'AdaptiveCard', version: '1.4',
        body: [{ type: 'TextBlock', text, wrap: true }], actions: [{ type: 'Action.OpenUrl', title: 'Open Weft', url: href }]
      }
    }]
  }
}
