import type { ComponentChildren, InputHTMLAttributes } from 'preact'

type Look = 'main' | 'quiet' | 'grave'
const looks: Record<Look, string> = { main: 'button', quiet: 'button button-quiet', grave: 'button button-grave' }

type ButtonProps = { look?: Look, name?: string, value?: string, formaction?: string, disabled?: boolean, id?: string, children: ComponentChildren }
/** Sends the form it stands in. Says verb and object. */
export const Button = ({ look = 'main', children, ...rest }: ButtonProps) => <button type='submit' class={looks[look]} {...rest}>{children}</button>

/** A step that is a link and weighs as much as a button. */
export const ButtonLink = ({ look = 'main', href, children }: { look?: Look, href: string, children: ComponentChildren }) =>
  <a class={looks[look]} href={href}>{children}</a>

type About = { name: string, label: ComponentChildren, hint?: ComponentChildren, /** What is wrong and how to fix it. */ problem?: string | undefined }
const hintId = (name: string) => `${name}-hint`
const problemId = (name: string) => `${name}-problem`
const describedBy = ({ name, hint, problem }: Pick<About, 'name' | 'hint' | 'problem'>) =>
  [hint !== undefined && hintId(name), problem !== undefined && problemId(name)].filter(Boolean).join(' ') || undefined

const Labelled = ({ name, label, hint, problem, short = false, children }: About & { short?: boolean, children: ComponentChildren }) => (
  <div class={short ? 'field field-short' : 'field'}>
    <label class='label' for={name}>{label}</label>
    {hint !== undefined && <span class='hint' id={hintId(name)}>{hint}</span>}
    {problem !== undefined && <span class='problem' id={problemId(name)}>{problem}</span>}
    {children}
  </div>
)

type FieldProps = About & {
  type?: 'text' | 'email' | 'date' | 'number' | 'search'
  value?: string, required?: boolean, min?: string, max?: string, maxlength?: number, autocomplete?: string, short?: boolean
}
// preact types an input by the literal of its type; here it is one of several.
const typed = (type: string) => ({ type }) as Pick<InputHTMLAttributes<HTMLInputElement>, 'type'> as { type: 'text' }
/** One line of text, a date or a number, with its label, hint and problem tied to it. */
export const Field = ({ name, label, hint, problem, short = false, type = 'text', ...rest }: FieldProps) => (
  <Labelled {...{ name, label, hint, problem, short }}>
    <input class='input' id={name} name={name} {...typed(type)} {...rest}
      aria-describedby={describedBy({ name, hint, problem })} aria-invalid={problem === undefined ? undefined : 'true'} />
  </Labelled>
)

type TextAreaProps = About & { value?: string, required?: boolean, maxlength?: number, rows?: number }
/** Several lines of text, with label, hint and problem tied to it. */
export const TextArea = ({ name, label, hint, problem, value, rows = 4, ...rest }: TextAreaProps) => (
  <Labelled {...{ name, label, hint, problem }}>
    <textarea class='input' id={name} name={name} rows={rows} {...rest} value={value}
      aria-describedby={describedBy({ name, hint, problem })} aria-invalid={problem === undefined ? undefined : 'true'} />
  </Labelled>
)

export type Choice = { value: string, label: ComponentChildren, /** Set apart from the others, as "don't know" is. */ apart?: boolean }

export const SelectField = ({ name, label, hint, problem, short = false, choices, value, required }: About & { choices: readonly Choice[], value?: string, required?: boolean, short?: boolean }) => (
  <Labelled {...{ name, label, hint, problem, short }}>
    <select class='input' id={name} name={name} required={required} aria-describedby={describedBy({ name, hint, problem })} aria-invalid={problem === undefined ? undefined : 'true'}>
      {choices.map(choice => <option key={choice.value} value={choice.value} selected={choice.value === value}>{choice.label}</option>)}
    </select>
  </Labelled>
)

export const FileField = ({ name, label, hint, problem, accept, required = true }: About & { accept: string, required?: boolean }) => (
  <Labelled {...{ name, label, hint, problem }}>
    <input class='input' id={name} name={name} type='file' accept={accept} required={required}
      aria-describedby={describedBy({ name, hint, problem })} aria-invalid={problem === undefined ? undefined : 'true'} />
  </Labelled>
)

type ChoicesProps = About & { choices: readonly Choice[], /** Which are chosen. */ value?: string | readonly string[], required?: boolean, lang?: string }
const groupOf = (type: 'radio' | 'checkbox') => ({ name, label, hint, problem, choices, value, required, lang }: ChoicesProps) => (
  <fieldset id={name} lang={lang} aria-describedby={describedBy({ name, hint, problem })}>
    <legend>{label}</legend>
    {hint !== undefined && <span class='hint' id={hintId(name)}>{hint}</span>}
    {problem !== undefined && <span class='problem' id={problemId(name)}>{problem}</span>}
    {choices.map((choice, place) => (
      <label key={choice.value} class={choice.apart === true ? 'choice choice-apart' : 'choice'}>
        <input type={type} id={`${name}-${place}`} name={name} value={choice.value} required={type === 'radio' && required === true}
          checked={typeof value === 'string' ? value === choice.value : value?.includes(choice.value) ?? false} />
        <span>{choice.label}</span>
      </label>
    ))}
  </fieldset>
)
/** One of several, stacked: whole rows can be tapped, one stop of the Tab key, arrows move. Nothing is chosen beforehand unless `value` says so. */
export const RadioGroup = groupOf('radio')
/** Any of several. */
export const CheckboxGroup = groupOf('checkbox')

type NoticeProps = { tone?: 'plain' | 'good' | 'warn' | 'bad', title?: ComponentChildren, role?: 'status' | 'alert', id?: string, children?: ComponentChildren }
/** A message in the flow of the page. The tone is a colour; the words must say it too. */
export const Notice = ({ tone = 'plain', title, role, id, children }: NoticeProps) => (
  <div class={tone === 'plain' ? 'notice' : `notice notice-${tone}`} role={role} id={id}>
    {title !== undefined && <p class='notice-title'>{title}</p>}
    {children}
  </div>
)

export type Finding = { /** Id of the control it is about. */ at?: string, sentence: string }
/** What is wrong with what was sent, first on the page, with a link to each control. A script or `autofocus` may focus it. */
export const ErrorSummary = ({ title, findings }: { title: string, findings: readonly Finding[] }) => findings.length === 0
  ? null
  : (
    <div class='notice notice-bad' role='alert' tabIndex={-1} id='problems' data-focus>
      <h2 class='notice-title'>{title}</h2>
      <ul>{findings.map(({ at, sentence }, place) => <li key={place}>{at === undefined ? sentence : <a href={`#${at}`}>{sentence}</a>}</li>)}</ul>
    </div>
    )

export const Tag = ({ tone, children }: { tone?: 'good' | 'warn' | 'bad' | 'accent', children: ComponentChildren }) =>
  <span class={tone === undefined ? 'tag' : `tag tag-${tone}`}>{children}</span>

/** Read aloud, not seen. */
export const Unseen = ({ children }: { children: ComponentChildren }) => <span class='hidden-visually'>{children}</span>
