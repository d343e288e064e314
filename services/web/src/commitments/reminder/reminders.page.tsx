import type { FeedReply } from '@weft/contracts/commitments/calendar-feed-api'
import type { OwnRemindersReply, ReminderRulesReply } from '@weft/contracts/commitments/reminder-api'
import type { WebhooksReply } from '@weft/contracts/commitments/webhook-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ErrorSummary, Field, Notice, RadioGroup, SelectField, type Finding } from '@weft/service-kit/page/controls'
import { Opening } from '../../frame/frame.page.tsx'
import { count, inWords } from '../../frame/words.ts'
import { CommitmentsPage } from '../commitments-page.page.tsx'

export type Done = 'saved' | 'ended' | 'rules' | 'chat' | 'chat-ended'
export type RemindersView = {
  roles: readonly RoleName[], own: OwnRemindersReply, feed: FeedReply['feed']
  /** Null where the reader does not run them. */
  office: { rules: ReminderRulesReply, chat: WebhooksReply } | null
  /** The new address, shown this once. */
  newAddress: string | null
  form: { kind: string, address: string }, problems: readonly Finding[], done: Done | null
}

const doneTitles: Record<Done, string> = {
  saved: 'Your choice is saved.', ended: 'The calendar address leads nowhere any more.', rules: 'The hours are saved.', chat: 'The chat hears of the next step of the quarter.', 'chat-ended': 'Nothing is posted there any more.'
}

/** /commitments/reminders: what one is written, one's days in one's own calendar; for the office, when mails go out and where the chat is. */
export const RemindersPage = (view: RemindersView) => (
  <CommitmentsPage roles={view.roles} here='/commitments/reminders'>
    <ErrorSummary title='Nothing was changed' findings={view.problems} />
    <Opening kicker='Reminders' title='What reaches you, and when'>
      <p>Everything that waits for you comes in one mail, on working days, a few a week at most. It says why, what to do, how long it takes and by when, and holds no value of any review.</p>
    </Opening>
    {view.done !== null && <Notice tone='good' role='status' title={doneTitles[view.done]} />}
    {view.own.known ? <><OwnMails {...view} /><OwnCalendar {...view} /></> : <Notice title='Nobody writes to you yet'><p>The directory does not know you as a person of the organisation.</p></Notice>}
    {view.office !== null && <><hr /><p class='kicker'>For the whole organisation</p><Hours {...view.office.rules} /><Chat {...view} chat={view.office.chat} /></>}
  </CommitmentsPage>
)

const OwnMails = ({ own }: RemindersView) => (
  <section class='stack' aria-labelledby='mails'>
    <h2 id='mails'>Mails</h2>
    <form method='post' action='/commitments/reminders/mine'>
      <RadioGroup name='wanted' label='Do you want mails about your own days?' required value={own.wanted ? 'yes' : 'no'} choices={[
        { value: 'yes', label: 'Yes, before a commitment is due' }, { value: 'no', label: 'No, only when somebody waits for me' }
      ]} />
      <Button look='quiet'>Save</Button>
    </form>
    <p class='small soft'>Mails about a review that waits for you always come: somebody else has done their part.</p>
  </section>
)

const OwnCalendar = ({ feed, newAddress }: RemindersView) => (
  <section class='stack' aria-labelledby='calendar'>
    <h2 id='calendar'>Your days in your own calendar</h2>
    {newAddress !== null && (
      <Notice tone='good' role='status' title='This is the address. It is shown this once.'>
        <p class='as-written'><code>{newAddress}</code></p>
        <p>In your calendar program choose “subscribe” or “from the internet” and paste it. Whoever has the address sees these days: keep it to yourself.</p>
      </Notice>
    )}
    <p>{feed === null ? 'A calendar program can fetch the days of the quarter and the days on which your commitments are due.' : `There is an address since ${inWords(feed.madeOn)}${feed.withWords ? ', with the words of your commitments.' : ', without the words of your commitments.'}`}</p>
    <form method='post' action='/commitments/reminders/feed'>
      <RadioGroup name='words' label='What do the entries say?' required value={feed?.withWords === true ? 'yes' : 'no'} choices={[
        { value: 'no', label: 'Only that a commitment is due. Right for a calendar that others see.' }, { value: 'yes', label: 'The words of the commitment' }
      ]} />
      <Button look='quiet'>{feed === null ? 'Make an address' : 'Make a new address'}</Button>
    </form>
    {feed !== null && <form class='inline' method='post' action='/commitments/reminders/feed/end'><button class='link' type='submit'>End the address</button></form>}
  </section>
)

const hours = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => ({ value: String(from + i), label: `${String(from + i).padStart(2, '0')}:00` }))

const Hours = ({ rules, timeZone, lastThirtyDays: { sent, refused, unknown } }: ReminderRulesReply) => (
  <section class='stack' aria-labelledby='hours'>
    <h2 id='hours'>When mails go out</h2>
    <p>Monday to Friday, on the clocks of {timeZone}. In the last thirty days {sent === 0 ? 'none' : count(sent)} went out{refused > 0 ? `, the mail server refused ${count(refused)}` : ''}{unknown > 0 ? `, and of ${count(unknown)} nobody knows: the sender stopped with them in hand, they are not sent again` : ''}.</p>
    <form method='post' action='/commitments/reminders/rules'>
      <div class='pair-of-fields'>
        <SelectField name='fromHour' label='From' short value={String(rules.fromHour)} choices={hours(0, 22)} />
        <SelectField name='toHour' label='Until' short value={String(rules.toHour)} choices={hours(1, 23)} />
      </div>
      <SelectField name='weeklyCap' label='Mails to one person in seven days, at most' short value={String(rules.weeklyCap)} choices={['1', '2', '3'].map(value => ({ value, label: value }))} />
      <Button look='quiet'>Save the hours</Button>
    </form>
  </section>
)

const kinds = { slack: 'Slack', teams: 'Teams' } as const

const Chat = ({ chat, form, problems }: RemindersView & { chat: WebhooksReply }) => (
  <section class='stack' aria-labelledby='chat'>
    <h2 id='chat'>The organisation's chat</h2>
    <p>Weft can say in a channel what the quarter asks of everybody, five times a quarter. It names no person, no unit and no score.</p>
    {chat.webhooks.length > 0 && (
      <ul class='feed'>
        {chat.webhooks.map(({ webhookId, kind, host, madeOn, sent, refused }) => (
          <li key={webhookId}>
            <p><strong>{kinds[kind]}</strong>, {host}, since {inWords(madeOn)}. {count(sent)} said{refused > 0 ? `, ${count(refused)} not taken` : ''}.</p>
            <form class='inline' method='post' action={`/commitments/reminders/chat/${webhookId}/end`}><button class='link' type='submit'>Post there no more</button></form>
          </li>
        ))}
      </ul>
    )}
    <form method='post' action='/commitments/reminders/chat'>
      <RadioGroup name='kind' label='Which chat?' required value={form.kind} choices={[{ value: 'slack', label: 'Slack' }, { value: 'teams', label: 'Teams' }]} />
      <Field name='address' label='Address of its incoming webhook' hint={`It is a secret and is not shown again. Allowed hosts: ${chat.hosts.join(', ')}.`} value={form.address} required maxlength={2000} problem={problems.find(({ at }) => at === 'address')?.sentence} />
      <Button look='quiet'>Add it</Button>
    </form>
  </section>
)
