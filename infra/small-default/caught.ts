export type Caught = { number: number, to: string, subject: string, text: string }
export type MessagePage = { messages: readonly Caught[], next: number | null }

const largestPage = 1_000

/** One page of what was caught, oldest first: `?to=` one recipient, `?after=` the last number seen, `?limit=` at most 1,000. */
export function pageOf (messages: readonly Caught[], query: URLSearchParams): MessagePage {
  const after = Number(query.get('after') ?? 0) || 0
  const limit = Math.min(largestPage, Math.max(1, Number(query.get('limit') ?? largestPage) || largestPage))
  const to = query.get('to')
  const wanted = messages.filter(message => message.number > after && (to === null || message.to === to))
  const page = wanted.slice(0, limit)
  return { messages: page, next: wanted.length > limit ? page.at(-1)?.number ?? null : null }
}
