import type { Factor, Item } from '@weft/contracts/survey/instrument'
import { Button, ErrorSummary, type Finding } from '@weft/service-kit/page/controls'
import { renderPage } from '@weft/service-kit/page/render'
import { nameOf, partsOf } from '../instrument/instrument.ts'
import { DONT_KNOW, fieldOf } from '../sheet/answers.ts'
import type { FormModel } from './form.ts'
import { Shell, type Dress } from './shell.page.tsx'
import { dayInWords, type Texts } from './texts.ts'

/** The whole survey as one form: it works as it stands, and the script turns it into one part a step. */
export function formHtml (model: FormModel, dress: Dress): string {
  const { language, texts, title, instrument, problem } = model
  const parts = partsOf(instrument)
  return renderPage(
    <Shell lang={language} title={problem ? `${problem.title} – ${title}` : title} dress={dress} scripted>
      <Head {...model} parts={parts.length} />
      {problem && <Problem {...problem} />}
      <form method='post' id='survey' autocomplete='off' data-title={title} data-texts={JSON.stringify(texts.script)} data-resumed={model.resumed}>
        <Confidential {...model} />
        {parts.map((part, place) => <Part key={part.factor.factorId} {...part} {...model} at={place + 1} of={parts.length} />)}
        <div class='row' id='end'>
          <Button name='act' value='send'>{model.mayLack === true ? texts.missing.send : texts.send}</Button>
        </div>
        {model.mayLack === true && <input type='hidden' name='anyway' value='1' />}
        <input type='hidden' name='by' value={nameOf(instrument)} />
        <input type='hidden' name='form' value={model.form} />
      </form>
    </Shell>
  )
}

const Head = ({ texts, title, closesOn, language, instrument, parts }: FormModel & { parts: number }) => (
  <header class='stack' id='head'>
    <div class='thread' aria-hidden='true' />
    <p class='kicker'>{texts.kicker}</p>
    <h1>{title}</h1>
    <p class='lead'>{texts.lead(instrument.items.length, parts)}</p>
    <p class='soft'>{texts.until(dayInWords(closesOn, language))}</p>
  </header>
)

const Problem = ({ title, how, findings }: { title: string, how?: string, findings: readonly Finding[] }) => (
  <div class='stack' id='problem'>
    <ErrorSummary title={title} findings={findings} />
    {how !== undefined && <p>{how}</p>}
  </div>
)

const Confidential = ({ texts, atLeast }: FormModel) => (
  <section class='card stack' id='confidential'>
    <h2>{texts.notice.title}</h2>
    <ul>{texts.notice.lines(atLeast).map(line => <li key={line}>{line}</li>)}</ul>
    <div id='shared' hidden>
      <label class='choice'><input type='checkbox' id='shared-device' aria-describedby='shared-hint' /><span>{texts.shared.label}</span></label>
      <p class='hint' id='shared-hint'>{texts.shared.hint}</p>
    </div>
  </section>
)

const Part = ({ factor, items, at, of, texts, answers, language }: FormModel & { factor: Factor, items: readonly Item[], at: number, of: number }) => (
  <section class='part' id={`p${at}`} aria-labelledby={`p${at}-title`}>
    <h2 id={`p${at}-title`} tabIndex={-1}><span class='kicker'>{texts.part(at, of)}</span> {factor.name}</h2>
    {items.map(item => <Question key={item.itemId} item={item} texts={texts} language={language} answer={answers[item.itemId]} />)}
    <div class='row save'><Button look='quiet' name='act' value='save'>{texts.save}</Button></div>
  </section>
)

const Question = ({ item, texts, language, answer }: { item: Item, texts: Texts, language: string, answer: number | null | undefined }) => {
  const field = fieldOf(item.itemId)
  const choices = texts.points.map((label, place) => ({ label, value: String(place + item.min) }))
  const chosen = answer === null ? DONT_KNOW : answer?.toString()
  return (
    <fieldset id={field} tabIndex={-1}>
      <legend>{item.text[language]}</legend>
      {[...choices, { label: texts.dontKnow, value: DONT_KNOW }].map(({ label, value }) => (
        <label key={value} class={value === DONT_KNOW ? 'choice choice-apart' : 'choice'}>
          <input type='radio' name={field} value={value} checked={value === chosen} />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  )
}
