import type { StatementReply } from '@weft/contracts/program/role-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, CheckboxGroup, ErrorSummary, Notice, RadioGroup, TextArea } from '@weft/service-kit/page/controls'
import { Opening } from '../../frame/frame.page.tsx'
import { inWords } from '../../frame/words.ts'
import { ProgramPage } from '../program-page.page.tsx'

export type RoleForm = { beneficiary: string, text: string, shared: string, basedOn: string }
export type MyRoleView = { roles: readonly RoleName[], statement: StatementReply, form: RoleForm, problem: { at?: string, sentence: string } | null, done: 'saved' | 'reviewed' | null }

const forWhom = { customers: 'customers', colleagues: 'colleagues' } as const

export const MyRolePage = ({ roles, statement, form, problem, done }: MyRoleView) => {
  const newest = statement.history[0]
  const before = statement.history.slice(1)
  return (
    <ProgramPage roles={roles} here='/program/my-role'>
      <ErrorSummary title='This was not saved' findings={problem === null ? [] : [problem]} />
      <Opening kicker='My role' title='How I add value'>
        <p>One sentence about what your work does for customers, or for colleagues who serve them. You look at it again once a year.</p>
      </Opening>
      {done !== null && <Notice tone='good' role='status' title={done === 'saved' ? 'Saved. You look at it again in a year.' : 'Good. You look at it again in a year.'} />}
      {newest !== undefined && (
        <section class='stack' aria-labelledby='now'>
          <h2 id='now'>Now</h2>
          <p class='lead as-written'>In my role I add value for {forWhom[newest.beneficiary]} by: {newest.text}</p>
          <p class='soft'>{newest.shared ? 'Your unit reads it with your name.' : 'Only you read it.'} {due(statement.state, newest.dueOn)}</p>
          {statement.state !== 'current' && (
            <form class='inline' method='post' action='/program/my-role/review'>
              <input type='hidden' name='basedOn' value={String(newest.version)} /><Button>It is still true</Button>
            </form>
          )}
        </section>
      )}
      <section class='stack' aria-labelledby='write'>
        <h2 id='write'>{newest === undefined ? 'Write it' : 'Say it anew'}</h2>
        <form method='post' action='/program/my-role'>
          <RadioGroup name='beneficiary' label='In my role I add value for' required value={form.beneficiary} choices={[{ value: 'customers', label: 'customers' }, { value: 'colleagues', label: 'colleagues' }]} {...problem?.at === 'beneficiary' && { problem: problem.sentence }} />
          <TextArea name='text' label='by' hint='At most 400 characters. What would they miss if you were not there?' value={form.text} required maxlength={400} rows={3} {...problem?.at === 'text' && { problem: problem.sentence }} />
          <CheckboxGroup name='shared' label='Who reads it' hint='Without this only you do, not your boss either.' value={form.shared} choices={[{ value: 'yes', label: 'Everybody in my unit may read it, with my name' }]} />
          <input type='hidden' name='basedOn' value={form.basedOn} />
          <Button>Save my statement</Button>
        </form>
      </section>
      {statement.shared.length > 0 && (
        <section class='stack' aria-labelledby='others'>
          <h2 id='others'>What colleagues of your unit share</h2>
          <ul>{statement.shared.map(({ name, beneficiary, text }, place) => <li key={place}><b>{name}</b> adds value for {forWhom[beneficiary]} by: {text}</li>)}</ul>
        </section>
      )}
      {before.length > 0 && (
        <details class='more'>
          <summary>Before ({before.length})</summary>
          <ul>{before.map(({ version, writtenOn, beneficiary, text }) => <li key={version}>{inWords(writtenOn)}, for {forWhom[beneficiary]}: {text}</li>)}</ul>
        </details>
      )}
      <p class='soft small'>What is counted: the share of people in a unit whose statement is up to date, of five people or more. Nobody, in any role, gets a list of who has one. <a href='/program/practices/coverage'>See the shares and how they are counted</a></p>
    </ProgramPage>
  )
}

const due = (state: StatementReply['state'], dueOn: string): string => ({
  none: '', current: `You look at it again by ${inWords(dueOn)}.`, 'due-soon': `Look at it again by ${inWords(dueOn)}: is it still true?`,
  overdue: `It was to be looked at again by ${inWords(dueOn)}: is it still true?`, moved: 'You wrote it in another unit or position: is it still true?'
})[state]
