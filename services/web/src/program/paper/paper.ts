import { charterDraft, type CharterDraft } from '@weft/contracts/program/charter-api'
import { definitionDraft, type DefinitionDraft } from '@weft/contracts/program/definition-api'
import { prioritiesDraft, type PrioritiesDraft } from '@weft/contracts/program/priority-api'

export type PaperName = 'charter' | 'priorities' | 'definition'
export type Content = CharterDraft | PrioritiesDraft | DefinitionDraft
/** What a form sends: one line, or several of one name. */
export type Sent = Readonly<Record<string, string | readonly string[] | undefined>>

export const paperNames: Record<PaperName, { title: string, one: string, are: string }> = {
  charter: { title: 'Charter', one: 'the charter', are: 'is' },
  priorities: { title: 'Priorities', one: 'the priorities', are: 'are' },
  definition: { title: 'Definition', one: 'the definition', are: 'is' }
}
/** Lines that a form offers. */
export const [GOALS, PRIORITIES, LANGUAGES] = [5, 3, 12]

const numbers = (most: number) => Array.from({ length: most }, (_, at) => at + 1)
// Browsers send line ends as CR LF; people wrote one.
const line = (sent: Sent, name: string): string => {
  const value = sent[name]
  return (typeof value === 'string' ? value : value?.[0] ?? '').replaceAll('\r\n', '\n')
}
const several = (sent: Sent, name: string): string[] => {
  const value = sent[name]
  return value === undefined ? [] : typeof value === 'string' ? [value] : [...value]
}

const charterFrom = (sent: Sent): CharterDraft => ({
  vision: line(sent, 'vision'), sponsor: line(sent, 'sponsor').trim(), resources: line(sent, 'resources'),
  goals: numbers(GOALS).map(at => ({ goal: line(sent, `goal-${at}`), measure: line(sent, `measure-${at}`) }))
})
const prioritiesFrom = (sent: Sent): unknown => ({
  priorities: numbers(PRIORITIES).map(at => ({
    priorityId: line(sent, `id-${at}`) || null, title: line(sent, `title-${at}`), why: line(sent, `why-${at}`),
    disciplines: several(sent, `disciplines-${at}`), measure: line(sent, `measure-${at}`)
  }))
})
const definitionFrom = (sent: Sent): unknown => ({
  texts: numbers(LANGUAGES).map(at => ({ language: line(sent, `language-${at}`).trim(), text: line(sent, `text-${at}`) })).filter(({ text }) => text.trim() !== '')
})

/** What a form means, or undefined where the browser sent what no form of ours sends. */
export function contentFrom (paper: PaperName, sent: Sent): Content | undefined {
  const [schema, meant] = paper === 'charter' ? [charterDraft, charterFrom(sent)] as const : paper === 'priorities' ? [prioritiesDraft, prioritiesFrom(sent)] as const : [definitionDraft, definitionFrom(sent)] as const
  const parsed = schema.safeParse(meant)
  return parsed.success ? parsed.data : undefined
}
