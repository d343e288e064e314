import type { AuditEntry } from '@weft/contracts/web/api'
import { Button, ButtonLink, Field, Notice, SelectField, Tag } from '@weft/service-kit/page/controls'
import { Table } from '@weft/service-kit/page/table'
import { Crumbs, Opening, Page } from '../frame/frame.page.tsx'
import { address, count, counted } from '../frame/words.ts'
import { sentenceOfFault, type Fault, type Filter, type Head } from './entry.ts'

export type AuditView = { entries: readonly AuditEntry[], actions: readonly string[], filter: Filter, /** Number of the line that an earlier page would go on before. */ earlier: number | null, head: Head }

/** "launch-wave" → "Launch wave" */
const inWords = (action: string) => `${action.charAt(0).toUpperCase()}${action.slice(1).replaceAll('-', ' ')}`
const ways: Record<AuditEntry['via'], string> = { session: 'signed in', key: 'access key', operator: 'command on the machine' }
const queryOf = ({ action, day }: Filter) => ({ action: action ?? undefined, day: day ?? undefined })

export const AuditPage = ({ entries, actions, filter, earlier, head }: AuditView) => (
  <Page wide>
    <Opening kicker='Audit log' title='What was done, and by whom'>
      <p>Every command, sign-in, file taken away and refused attempt. People stand here by a code, never by name; nothing of an answer stands here.</p>
    </Opening>
    <form class='inline choose no-print' method='get' action='/audit'>
      <SelectField name='action' label='What' value={filter.action ?? ''} choices={[{ value: '', label: 'Everything' }, ...actions.map(action => ({ value: action, label: inWords(action) }))]} />
      <Field name='day' type='date' label='Day' value={filter.day ?? ''} short />
      <Button look='quiet'>Show these lines</Button>
    </form>
    {entries.length === 0
      ? <p>{filter.action === null && filter.day === null ? 'Nothing has been written down yet.' : <>No line is like that. <a href='/audit'>Show all lines</a></>}</p>
      : <Table id='audit' caption='Newest first, times in UTC' columns={[{ key: 's', head: 'Line', number: true }, { key: 't', head: 'When' }, { key: 'w', head: 'What' }, { key: 'o', head: 'How it ended' }, { key: 'a', head: 'Who' }, { key: 'v', head: 'By way of' }, { key: 'r', head: 'Roles then' }, { key: 'g', head: 'About' }]}
          rows={entries.map(entry => ({ key: String(entry.seq), cells: [count(entry.seq), `${entry.at.slice(0, 10)} ${entry.at.slice(11, 19)}`, inWords(entry.action), <Outcome entry={entry} />, <code>{entry.actor}</code>, ways[entry.via], entry.roles.replaceAll(' ', ', '), <code>{entry.target}</code>] }))} />}
    <p class='row no-print'>
      {earlier !== null && <ButtonLink look='quiet' href={address('/audit', { ...queryOf(filter), before: String(earlier) })}>Show earlier lines</ButtonLink>}
      <ButtonLink look='quiet' href='/audit/verification'>Check the chain</ButtonLink>
      <a href={address('/audit.csv', queryOf(filter))} download>Download these lines as CSV</a>
    </p>
    <p class='small soft'>Last line: {count(head.seq)}, <code>{head.hash}</code></p>
  </Page>
)

const Outcome = ({ entry: { outcome } }: { entry: AuditEntry }) => {
  if (outcome === 'done') return <Tag tone='good'>Done</Tag>
  return outcome === 'asked' ? <Tag tone='warn'>No outcome written</Tag> : <><Tag>Refused</Tag> <code>{outcome}</code></>
}

export type Check = { head: Head, fault: Fault | null, checked: number }

export const VerificationPage = ({ head, fault, checked }: Check) => (
  <Page>
    <Crumbs crumbs={[{ href: '/audit', name: 'Audit log' }, { name: 'Check' }]} />
    <Opening kicker='Audit log' title={fault === null ? 'The chain is whole' : 'The chain is broken'}>
      <p>{fault === null ? `${counted(checked, 'line')} were worked out again just now, each from the one before it.` : sentenceOfFault(fault)}</p>
    </Opening>
    {fault !== null && <Notice tone='bad' title='Somebody changed the log in the database'><p>Tell the people who answer for this installation, and keep the database as it is.</p></Notice>}
    <dl class='facts'>
      <div><dt>Last line that fits</dt><dd>{count(head.seq)}</dd></div>
      <div><dt>Its hash</dt><dd><code>{head.hash}</code></dd></div>
    </dl>
    <p>A chain cannot see that its end was cut off. The number and hash of the last line are therefore written elsewhere every hour. Compare them with these, or let <code>npm run audit -- --verify</code> do it.</p>
    <p class='row'><ButtonLink look='quiet' href='/audit'>Back to the audit log</ButtonLink></p>
  </Page>
)
