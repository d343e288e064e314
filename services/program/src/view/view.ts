import { listFields, type StatementField, type ViewContent } from '@weft/contracts/program/view-api'
import { Refusal } from '@weft/service-kit/refusal'

/** A view with spaces straightened and repeated statements told once. Throws `Refusal('invalid', 'empty-view')`. */
export function tidied (content: ViewContent): ViewContent {
  const list = (statements: readonly string[]) => [...new Map(statements.map(text => text.trim().replace(/\s+/g, ' ')).filter(text => text !== '').map(text => [text.toLowerCase(), text])).values()]
  const tidy = { needs: list(content.needs), pains: list(content.pains), goals: list(content.goals), life: content.life.trim(), contribution: content.contribution.trim() }
  if (statementsOf(tidy).length === 0) throw new Refusal('invalid', 'empty-view', 'Write at least one statement about these customers.')
  return tidy
}

export type Statement = { field: StatementField, text: string }

/** All that a view says, in the order of a page. The life beyond our products and the own contribution are one statement each. */
export const statementsOf = (content: ViewContent): Statement[] => [
  ...listFields.flatMap(field => content[field].map(text => ({ field, text }))),
  ...(['life', 'contribution'] as const).flatMap(field => content[field] === '' ? [] : [{ field, text: content[field] }])
]

export const isSame = (one: ViewContent, other: ViewContent): boolean => JSON.stringify(statementsOf(one)) === JSON.stringify(statementsOf(other))
