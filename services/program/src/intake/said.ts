/** What an empty cell is called by those who must write something. */
const NOTHING = /^(-+|–|—|\.+|\?+|tbd|tba|tbc|n\/?a|n\.a\.|none|nobody|unassigned|not set|null|unknown|open|keine?r?|unbekannt|offen|k\.?a\.?)$/i
/** A cell's text; null where it says nothing. */
export const said = (text: string): string | null => {
  const bare = text.trim()
  return bare === '' || NOTHING.test(bare) ? null : bare
}

const PARTICLES = new Set(['de', 'da', 'di', 'del', 'della', 'van', 'von', 'der', 'den', 'la', 'le', 'el', 'al', 'bin', 'af', 'av', 'zu', 'ter'])
const INITIAL = /^(\p{L}\.-?)+$/u
const MOST_WORDS = 5

/** The name that a text begins with: words with a capital; it ends where a sentence does. "H. Dahl. For: …" → "H. Dahl" */
function nameAtStart (text: string): string | null {
  const words: string[] = []
  for (const word of text.trim().split(/\s+/)) {
    const bare = word.replace(/[.,;:)!?]+$/, '')
    const isInitial = INITIAL.test(word)
    if (words.length === MOST_WORDS || !(/^\p{Lu}/u.test(bare) || PARTICLES.has(bare.toLowerCase()))) break
    words.push(isInitial ? word : bare)
    if (!isInitial && bare !== word) break
  }
  while (words.length > 0 && PARTICLES.has(words.at(-1)?.toLowerCase() ?? '')) words.pop()
  return words.length === 0 ? null : said(words.join(' '))
}

const marks = {
  sponsor: /\b(?:executive )?sponsor(?:ed by|in)?\s*(?:[:=–-]|\bis\b|(?<=by))\s*/iu,
  owner: /\b(?:owner|project lead|lead|led by|responsible)\s*(?:[:=]|(?<=by))\s*/iu
} as const
const FOR = /(?:^|[\s.;])(?:for|customers?|target group|customer segment|audience)\s*:\s*([^.;\n]+)/iu
const SAID_PART = /(?:^|(?<=[\s.;]))(?:executive )?(?:sponsor(?:ed by)?|for|customers?|target group|customer segment|audience|owner|project lead|lead|led by|responsible)\s*(?::|(?<=by)\s)[^;\n]*?(?=(?:[^.\s]{2}\.(?:\s|$))|;|\n|$)[^.;\n]*[.;]?/giu

/** A name said inside a text: "Sponsor: Aisha Rahman", "Sponsored by H. Dahl." */
export function nameSaid (text: string, what: keyof typeof marks): string | null {
  const found = marks[what].exec(text)
  return found === null ? null : nameAtStart(text.slice(found.index + found[0].length))
}

/** For whom a text says it is: "For: owners and tenants of flats. Sponsor: …" → "owners and tenants of flats" */
export const customersSaid = (text: string): string | null => {
  const found = FOR.exec(text)?.[1]
  return found === undefined ? null : said(found.slice(0, 500))
}

/** Whether a text says anything besides such marks: a goal is not a sponsor. */
export const saysMore = (text: string): boolean => text.replace(SAID_PART, '').replace(/[\s.;,–-]/g, '') !== ''
