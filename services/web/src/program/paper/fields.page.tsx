import type { CharterDraft } from '@weft/contracts/program/charter-api'
import type { DefinitionDraft } from '@weft/contracts/program/definition-api'
import { disciplines } from '@weft/contracts/program/discipline-api'
import type { PrioritiesDraft } from '@weft/contracts/program/priority-api'
import { CheckboxGroup, Field, TextArea, type Finding } from '@weft/service-kit/page/controls'
import { GOALS, LANGUAGES, PRIORITIES, type Content, type PaperName } from './paper.ts'

type FieldsProps<Of> = { content: Of, problems: readonly Finding[] }
const at = (problems: readonly Finding[], name: string) => {
  const found = problems.find(problem => problem.at === name)
  return found === undefined ? {} : { problem: found.sentence }
}

/** The fields of a draft. */
export const Fields = ({ paper, content, problems }: { paper: PaperName, content: Content, problems: readonly Finding[] }) => paper === 'charter'
  ? <CharterFields content={content as CharterDraft} problems={problems} />
  : paper === 'priorities' ? <PriorityFields content={content as PrioritiesDraft} problems={problems} /> : <DefinitionFields content={content as DefinitionDraft} problems={problems} />

const CharterFields = ({ content: { vision, sponsor, goals, resources }, problems }: FieldsProps<CharterDraft>) => (
  <>
    <TextArea name='vision' label='Vision' hint='What we credibly can be for our customers. Two or three sentences that people can repeat.' value={vision} maxlength={600} {...at(problems, 'vision')} />
    <Field name='sponsor' type='email' label='Sponsor' hint='E-mail address of the person at the top who stands behind it. Empty, the mandate shows as vacant.' value={sponsor} maxlength={254} {...at(problems, 'sponsor')} />
    {Array.from({ length: GOALS }, (_, place) => (
      <div class='goal' key={place}>
        <Field name={`goal-${place + 1}`} label={`Goal ${place + 1}`} {...place === 0 && { hint: 'One to five that can be reached.' }} value={goals[place]?.goal ?? ''} maxlength={300} {...at(problems, `goal-${place + 1}`)} />
        <Field name={`measure-${place + 1}`} label={`How we see that goal ${place + 1} is reached`} value={goals[place]?.measure ?? ''} maxlength={200} />
      </div>
    ))}
    <TextArea name='resources' label='Resources' hint='Who has time for it, how much, and what it may cost.' value={resources} maxlength={1000} {...at(problems, 'resources')} />
  </>
)

const PriorityFields = ({ content: { priorities }, problems }: FieldsProps<PrioritiesDraft>) => (
  <>
    {Array.from({ length: PRIORITIES }, (_, place) => {
      const [number, line] = [place + 1, priorities[place]]
      return (
        <section class='card stack' key={place} aria-labelledby={`priority-${number}`}>
          <h2 id={`priority-${number}`}>Priority {number}{place > 0 && <span class='soft'> (may stay empty)</span>}</h2>
          <input type='hidden' name={`id-${number}`} value={line?.priorityId ?? ''} />
          <Field name={`title-${number}`} label='Title' hint='Short enough to repeat from memory.' value={line?.title ?? ''} maxlength={120} {...at(problems, `title-${number}`)} />
          <TextArea name={`why-${number}`} label='Why' value={line?.why ?? ''} maxlength={600} rows={3} {...at(problems, `why-${number}`)} />
          <CheckboxGroup name={`disciplines-${number}`} label='Disciplines' choices={disciplines.map(({ id, name }) => ({ value: id, label: name }))} value={line?.disciplines ?? []} {...at(problems, `disciplines-${number}`)} />
          <Field name={`measure-${number}`} label='How we will know' value={line?.measure ?? ''} maxlength={300} {...at(problems, `measure-${number}`)} />
        </section>
      )
    })}
  </>
)

const DefinitionFields = ({ content: { texts }, problems }: FieldsProps<DefinitionDraft>) => (
  <>
    {Array.from({ length: Math.min(LANGUAGES, texts.length + 2) }, (_, place) => {
      const [number, text] = [place + 1, texts[place]]
      return (
        <section class='card stack' key={place} aria-label={`Language ${number}`}>
          <Field name={`language-${number}`} label={`Language ${number}`} hint='A code such as en, es or pt-BR.' value={text?.language ?? (place === 0 ? 'en' : '')} maxlength={20} short {...at(problems, `language-${number}`)} />
          <TextArea name={`text-${number}`} label={`Text in language ${number}`} value={text?.text ?? ''} maxlength={3000} rows={8} {...at(problems, `text-${number}`)} />
        </section>
      )
    })}
  </>
)
