import type { GoalField } from '@weft/contracts/commitments/import-api'

const bare = (name: string): string => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss').replace(/[^a-z0-9]+/g, ' ').trim()

/** Words by which goals are kept elsewhere, the surest first. */
const known: readonly (readonly [GoalField, RegExp])[] = [
  ['wording', /^(goal|objective|commitment|title|action|goal name|objective name|goal title|name of goal|what|ziel|objetivo|objectif)$/],
  ['measure', /^(measure|metric|key result|kpi|success criteria|target|measure of success|how we will know|messgrosse|indicador)$/],
  ['dueOn', /^(due|due date|due on|deadline|end|end date|target date|by when|finish|fallig|fecha limite)$/],
  ['horizon', /^(horizon|time frame|timeframe|term)$/],
  ['person', /^(person|person id|employee|employee id|email|e mail|owner|owner email|assignee|assigned to|work email|mitarbeiter)$/],
  ['discipline', /^(discipline|category|theme|area|focus)$/],
  ['benefits', /^(benefits|who benefits|for whom|beneficiary)$/],
  ['weight', /^(weight|weighting|priority|importance)$/],
  ['status', /^(status|state|progress status)$/]
]

/** What each column seems to hold, by its name; no field is given twice. Without a name that is known, the column with the longest texts is the goal. */
export function guessFields (header: readonly string[], rows: readonly (readonly string[])[], withPerson: boolean): Map<string, GoalField> {
  const guesses = new Map<string, GoalField>()
  for (const [field, pattern] of known) {
    const found = header.find(name => pattern.test(bare(name)) && !guesses.has(name))
    if (found !== undefined && (withPerson || field !== 'person')) guesses.set(found, field)
  }
  if (![...guesses.values()].includes('wording')) {
    const longest = header.map((name, place) => ({ name, length: rows.reduce((sum, cells) => sum + (cells[place]?.length ?? 0), 0) })).filter(({ name }) => !guesses.has(name)).toSorted((a, b) => b.length - a.length)[0]
    if (longest !== undefined && longest.length > 0) guesses.set(longest.name, 'wording')
  }
  return guesses
}
