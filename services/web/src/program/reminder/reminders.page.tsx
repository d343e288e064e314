import type { OwnRemindersReply, Reminder, RemindersReply } from '@weft/contracts/program/reminder-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ButtonLink, ErrorSummary, Field, Notice, RadioGroup, Tag, TextArea, type Finding } from '@weft/service-kit/page/controls'
import { Opening } from '../../frame/frame.page.tsx'
import { address, count, inWords } from '../../frame/words.ts'
import { ProgramPage } from '../program-page.page.tsx'
import { UnitField, type UnitChoices } from '../unit-field.page.tsx'

export type ReminderForm = { subject: string, text: string, audience: string, unitId: string, day: string }
type View = { roles: readonly RoleName[], list: RemindersReply, units: UnitChoices, form: ReminderForm, today: string, problems: readonly Finding[], done: 'planned' | 'withdrawn' | null }

const doneTitles = { planned: 'The reminder is planned. It goes out on its day.', withdrawn: 'The reminder is withdrawn. Nobody else is written to.' }
const stateNames = { planned: 'Planned', sending: 'Going out', sent: 'Sent', withdrawn: 'Withdrawn' } as const

/** /program/reminders: the office tells where we are, and why. */
export const RemindersPage = (view: View) => {
  const { roles, list, problems, done } = view
  return (
    <ProgramPage roles={roles} here='/program/reminders'>
      <ErrorSummary title='The reminder was not planned' findings={problems} />
      <Opening kicker='Reminders' title='Where we are, and why'>
        <p>People need to hear often where a program stands and why it is done. A few sentences by e-mail are enough.</p>
      </Opening>
      {done !== null && <Notice tone='good' role='status' title={doneTitles[done]} />}
      <ReminderFields {...view} />
      <section class='stack' aria-labelledby='sent'>
        <h2 id='sent'>Planned and sent</h2>
        {list.reminders.length === 0 ? <p class='soft'>None yet.</p> : <ul class='feed'>{list.reminders.map(one => <li key={one.reminderId}><One one={one} /></li>)}</ul>}
        {list.next !== null && <p><ButtonLink look='quiet' href={address('/program/reminders', { after: list.next })}>Show more</ButtonLink></p>}
      </section>
    </ProgramPage>
  )
}

const ReminderFields = ({ form, units, today, problems }: View) => {
  const at = (name: string) => ({ problem: problems.find(one => one.at === name)?.sentence })
  return (
    <form method='post' action='/program/reminders'>
      <Field name='subject' label='Subject' value={form.subject} required maxlength={120} {...at('subject')} />
      <TextArea name='text' label='Text' hint='Why first, then where we are, then what comes next. The same for everybody: name nobody, and no figure of one person.' value={form.text} required maxlength={2000} rows={10} {...at('text')} />
      <RadioGroup name='audience' label='To whom' required value={form.audience} choices={[{ value: 'all', label: 'Everybody' }, { value: 'leaders', label: 'Leaders' }, { value: 'unit', label: 'A unit and all below it' }]} {...at('audience')} />
      <UnitField units={units} value={form.unitId} none='None' hint='For a unit only.' {...at('unitId')} />
      <Field name='day' type='date' label='Day' value={form.day} min={today} required short {...at('day')} />
      <p class='small soft'>Nobody gets more than one in seven days, and who wants none gets none.</p>
      <Button>Plan the reminder</Button>
    </form>
  )
}

const One = ({ one }: { one: Reminder }) => (
  <>
    <p><strong>{one.subject}</strong> <Tag {...one.state === 'sent' && { tone: 'good' as const }}>{stateNames[one.state]}</Tag></p>
    <p class='small soft'>{one.audienceName}, {inWords(one.day)}{one.byName === null ? '' : `, planned by ${one.byName}`}</p>
    {one.counts !== null && <Counts {...one.counts} />}
    <details class='more'><summary>Read the text</summary><p class='as-written'>{one.text}</p></details>
    {(one.state === 'planned' || one.state === 'sending') && <form class='inline' method='post' action={`/program/reminders/${one.reminderId}/withdrawal`}><button class='link' type='submit'>Withdraw this reminder</button></form>}
  </>
)

const Counts = ({ people, sent, waiting, leftAlone, refused, unknown }: NonNullable<Reminder['counts']>) => (
  <p class='small'>
    Sent to {count(sent)} of {count(people)} people.
    {waiting > 0 && ` ${count(waiting)} are not sent.`}
    {leftAlone > 0 && ` ${count(leftAlone)} were left alone: they had one within seven days, or want none.`}
    {refused > 0 && ` The mail server refused ${count(refused)}.`}
    {unknown > 0 && ` Of ${count(unknown)} nobody knows whether they went out: the sender stopped with them in hand. They are not sent again.`}
  </p>
)

/** /program/reminders/mine: everybody's own choice. */
export const OwnRemindersPage = ({ roles, own, done }: { roles: readonly RoleName[], own: OwnRemindersReply, done: boolean }) => (
  <ProgramPage roles={roles} here='/program/momentum'>
    <Opening kicker='Reminders' title='Reminders by e-mail'>
      <p>Now and then the program office writes where the program stands, and why it is done. You get at most one in seven days.</p>
    </Opening>
    {done && <Notice tone='good' role='status' title='Your choice is saved.' />}
    {own.known
      ? (
        <form method='post' action='/program/reminders/mine'>
          <RadioGroup name='wanted' label='Do you want them?' required value={own.wanted ? 'yes' : 'no'} choices={[{ value: 'yes', label: 'Yes, write to me' }, { value: 'no', label: 'No, do not write to me' }]} />
          <p class='small soft'>The program office does not see what you choose.</p>
          <Button>Save my choice</Button>
        </form>
        )
      : <p>You are not in the directory yet, so nobody writes to you.</p>}
  </ProgramPage>
)
