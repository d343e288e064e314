import { exposureKind, type ExposureKind, type ExposureReply } from '@weft/contracts/program/exposure-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, CheckboxGroup, ErrorSummary, Field, Notice, RadioGroup, Tag, TextArea, Unseen, type Finding } from '@weft/service-kit/page/controls'
import { Opening } from '../../frame/frame.page.tsx'
import { inWords } from '../../frame/words.ts'
import { ProgramPage } from '../program-page.page.tsx'

export type ExposureForm = { kind: string, day: string, aha: string, share: string }
type View = { roles: readonly RoleName[], exposure: ExposureReply, form: ExposureForm, today: string, problems: readonly Finding[], done: keyof typeof doneTitles | null }

const doneTitles = { logged: 'Noted. Thank you for listening.', dropped: 'The entry is deleted.', shared: 'Everybody can read the note now, without your name.', kept: 'The note is private again.' }
const kindNames: Record<ExposureKind, string> = { research: 'I sat in on customer research', call: 'I listened to customer calls', visit: 'I visited customers, or they visited us' }
const short: Record<ExposureKind, string> = { research: 'Research', call: 'Calls', visit: 'A visit' }

/** /program/exposure: made for a phone, right after the call. */
export const ExposurePage = (view: View) => {
  const { roles, exposure, problems, done } = view
  return (
    <ProgramPage roles={roles} here='/program/exposure'>
      <ErrorSummary title='Nothing was noted' findings={problems} />
      <Opening kicker='Hearing customers' title='Did you hear customers in person?'>
        <p>The penny drops when we hear customers ourselves. One tap is enough; a note is for you.</p>
      </Opening>
      {done !== null && <Notice tone='good' role='status' title={doneTitles[done]} />}
      {exposure.mayLog ? <LogForm {...view} /> : <Notice title='You are not in the directory yet'><p>Only people whom the directory knows can note this. A newcomer is known within a minute of the import.</p></Notice>}
      <section class='stack' aria-labelledby='who-sees'>
        <h2 id='who-sees'>Who sees this</h2>
        <p>You alone see what you note. Others see how many people of a large group have heard customers in 90 days, as a range, counted once a week. There is no list of who has, and none of who has not. The audit log says that you wrote a note of your own, not which. Nobody has to.</p>
      </section>
      {exposure.own.length > 0 && <Own own={exposure.own} />}
      {exposure.notes.length > 0 && (
        <section class='stack' aria-labelledby='notes'>
          <h2 id='notes'>What others noticed</h2>
          <ul class='feed'>{exposure.notes.map(({ noteId, kind, text }) => <li key={noteId}><p class='as-written'>“{text}”</p><p class='small soft'>{short[kind]}</p></li>)}</ul>
        </section>
      )}
    </ProgramPage>
  )
}

const LogForm = ({ form, today, problems }: View) => {
  const at = (name: string) => ({ problem: problems.find(one => one.at === name)?.sentence })
  return (
    <form method='post' action='/program/exposure'>
      <RadioGroup name='kind' label='What was it?' required value={form.kind} choices={exposureKind.options.map(value => ({ value, label: kindNames[value] }))} {...at('kind')} />
      <Field name='day' type='date' label='When' value={form.day} max={today} required short {...at('day')} />
      <TextArea name='aha' label='What struck you? You may leave it empty' hint='Private, unless you share it. Do not name customers or colleagues.' value={form.aha} maxlength={600} rows={3} {...at('aha')} />
      <CheckboxGroup name='share' label='Share the note?' value={form.share === '' ? [] : ['yes']} choices={[{ value: 'yes', label: 'Show it to everybody, without my name' }]} {...at('share')} />
      <Button>Note it</Button>
    </form>
  )
}

const Own = ({ own }: Pick<ExposureReply, 'own'>) => (
  <section class='stack' aria-labelledby='own'>
    <h2 id='own'>What you noted</h2>
    <ul class='feed'>
      {own.map(({ exposureId, kind, day, aha, shared }) => (
        <li key={exposureId}>
          <p><strong>{short[kind]}</strong> <span class='soft'>{inWords(day)}</span> {shared && <Tag>Shared</Tag>}</p>
          {aha !== null && <p class='as-written'>{aha}</p>}
          <div class='row'>
            {aha !== null && <form class='inline' method='post' action={`/program/exposure/${exposureId}/sharing`}><input type='hidden' name='share' value={shared ? 'no' : 'yes'} /><button class='link' type='submit'>{shared ? 'Take the note back' : 'Share the note'}<Unseen> of {inWords(day)}</Unseen></button></form>}
            <form class='inline' method='post' action={`/program/exposure/${exposureId}/drop`}><button class='link' type='submit'>Delete<Unseen> the entry of {inWords(day)}</Unseen></button></form>
          </div>
        </li>
      ))}
    </ul>
  </section>
)
