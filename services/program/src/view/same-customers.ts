/** Words that say nothing of which customers are meant. */
const EMPTY = new Set(['the', 'and', 'of', 'for', 'with', 'our', 'customers', 'customer', 'clients', 'client', 'people', 'who', 'in', 'a', 'an', 'to'])

const wordsOf = (text: string): string[] => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').split(/[^\p{L}\p{N}]+/u).filter(word => word.length > 1 && !EMPTY.has(word))
/** Families and family are one word here. English endings only; a miss costs a suggestion, nothing else. */
const stem = (word: string): string => word.replace(/(ies|ing|ed|es|s|y|e)$/u, '').slice(0, 8) || word
const stemsOf = (text: string) => new Map(wordsOf(text).map(word => [stem(word), word]))

export type Candidate = { segmentId: string, name: string, description: string, alsoCalled: readonly string[] }
export type Suggestion = { segmentId: string, name: string, why: string }

/**
 * Segments that may be the same customers as a view's, best first, at most three, each with the reason in words. A shared word of a name
 * counts 3, of another department's name for it 2, of the description 1; fewer than 2 is no suggestion. A person decides.
 */
export function suggestionsFor (called: string, segments: readonly Candidate[]): Suggestion[] {
  const asked = stemsOf(called)
  const scored = segments.map(({ segmentId, name, description, alsoCalled }) => {
    const [names, others, about] = [stemsOf(name), stemsOf(alsoCalled.join(' ')), stemsOf(description)]
    let points = 0
    const shared: string[] = []
    for (const [key, word] of asked) {
      const worth = names.has(key) ? 3 : others.has(key) ? 2 : about.has(key) ? 1 : 0
      if (worth > 0) shared.push(word)
      points += worth
    }
    return { segmentId, name, points, why: `shares ${shared.map(word => `“${word}”`).join(', ')}` }
  })
  return scored.filter(({ points }) => points >= 2).sort((a, b) => b.points - a.points || a.name.localeCompare(b.name)).slice(0, 3)
    .map(({ segmentId, name, why }) => ({ segmentId, name, why }))
}
