import type { CharterDraft } from '@weft/contracts/program/charter-api'
import type { DefinitionDraft } from '@weft/contracts/program/definition-api'
import { disciplineName } from '@weft/contracts/program/discipline-api'
import { Tag } from '@weft/service-kit/page/controls'
import type { PaperName } from './paper.ts'

type Goal = CharterDraft['goals'][number]
/** A paper as readers see it. */
export const VisionAndGoals = ({ vision, sponsor, goals, resources }: { vision: string, sponsor: string | null, goals: readonly Goal[], resources: string }) => (
  <div class='stack'>
    <blockquote class='vision'><p>{vision}</p></blockquote>
    <dl class='facts'>
      <div><dt>Sponsor</dt><dd>{sponsor ?? 'Nobody'}</dd></div>
      <div><dt>Goals</dt><dd><ol class='goals'>{goals.map(({ goal, measure }) => <li key={goal}>{goal}{measure !== '' && <><br /><span class='small soft'>We see it by: {measure}</span></>}</li>)}</ol></dd></div>
      <div><dt>Resources</dt><dd class='as-written'>{resources}</dd></div>
    </dl>
  </div>
)

type Line = { title: string, why: string, disciplines: readonly string[], measure: string }
export const PriorityCard = ({ line: { title, why, disciplines, measure }, number, of }: { line: Line, number: number, of: number }) => (
  <article class='card priority stack stack-tight'>
    <p class='kicker'>{of === 1 ? 'Our one priority' : `Priority ${number} of ${of}`}</p>
    <h2>{title}</h2>
    <p class='as-written'>{why}</p>
    <p class='small'><strong>How we will know:</strong> {measure}</p>
    <p class='row'>{disciplines.map(id => <Tag key={id}>{disciplineName(id)}</Tag>)}</p>
  </article>
)

export const Texts = ({ texts }: { texts: DefinitionDraft['texts'] }) => (
  <>
    {texts.map(({ language, text }, place) => place === 0
      ? <div class='definition as-written' key={language} lang={language} dir='auto'>{text}</div>
      : <details key={language}><summary>In {languageName(language)}</summary><div class='definition as-written' lang={language} dir='auto'>{text}</div></details>)}
  </>
)

const languageNames = new Intl.DisplayNames(['en'], { type: 'language' })
const languageName = (tag: string): string => languageNames.of(tag) ?? tag

/** Any of the three, from what is stored of it. */
export const Shown = ({ paper, content }: { paper: PaperName, content: unknown }) => {
  if (paper === 'charter') {
    const { vision, goals, resources, ...rest } = content as { vision: string, goals: Goal[], resources: string, sponsor?: string, sponsorId?: string | null }
    return <VisionAndGoals {...{ vision, goals, resources }} sponsor={rest.sponsor || (rest.sponsorId != null ? `Person ${rest.sponsorId}` : null)} />
  }
  if (paper === 'definition') return <Texts texts={(content as DefinitionDraft).texts} />
  const { priorities } = content as { priorities: Line[] }
  return <div class='stack'>{priorities.map((line, place) => <PriorityCard key={place} line={line} number={place + 1} of={priorities.length} />)}</div>
}
