import type { DefinitionDraft } from '@weft/contracts/program/definition-api'
import type { Problem } from '@weft/service-kit/refusal'
import { missing } from '../edition/edition.ts'

/** At least one language, none twice, none empty. */
export function definitionProblems ({ texts }: DefinitionDraft): Problem[] {
  const languages = texts.map(({ language }) => language)
  return [
    ...texts.length === 0 ? [{ at: 'text-1', code: 'missing', sentence: 'Write what customer centricity means here, in one language at least.' }] : [],
    ...texts.flatMap(({ language, text }, place) => [
      ...missing(text, `text-${place + 1}`, 'This language has no text yet.'),
      ...languages.indexOf(language) < place ? [{ at: `language-${place + 1}`, code: 'said-twice', sentence: 'This language is there twice.' }] : []
    ])
  ]
}

export const tidyTexts = ({ texts }: DefinitionDraft): DefinitionDraft =>
  ({ texts: texts.map(({ language, text }) => ({ language, text: text.trim() })).filter(({ text }) => text !== '') })
