import type { Grant } from '@weft/contracts/directory/api'
import { Button, ButtonLink, ErrorSummary, Field, Notice, SelectField, Tag, Unseen } from '@weft/service-kit/page/controls'
import { Table } from '@weft/service-kit/page/table'
import { roleNames } from '../frame/role-names.ts'
import { Opening, Page } from '../frame/frame.page.tsx'
import { address, inWords } from '../frame/words.ts'

export type GrantForm = { signIn: string, role: string, unitId: string, fromDay: string, untilDay: string, reason: string }
export type GrantsView = {
  grants: readonly Grant[], next: string | null, later: boolean, form: GrantForm, today: string
  /** May this reader give and end? */
  gives: boolean
  done: 'given' | 'ended' | null
  problem: { at?: string, sentence: string } | null
}

const doneTitles = { given: 'The role is given. It works within half a minute of its first day.', ended: 'The role is ended. It is gone within half a minute.' }

export const GrantsPage = (view: GrantsView) => {
  const { grants, gives, done, problem, next, later } = view
  return (
    <Page wide={grants.length > 0}>
      <ErrorSummary title='The role was not given' findings={problem === null ? [] : [problem]} />
      <Opening kicker='Roles' title='Roles for a time'>
        <p>A role given here ends by itself after its last day. What somebody is for good stands in the people file; whoever is a boss sees the own unit without any of this.</p>
      </Opening>
      {done !== null && <Notice tone='good' role='status' title={doneTitles[done]} />}
      {gives && <GiveForm {...view} />}
      <section class='stack' aria-labelledby='given'>
        <h2 id='given'>Given</h2>
        {grants.length === 0
          ? <p class='soft'>{later ? 'There are no more.' : 'No role has been given for a time yet.'}</p>
          : <Table id='grants' caption='Those that end last come first' columns={[{ key: 'n', head: 'Who' }, { key: 'r', head: 'Role' }, { key: 'f', head: 'From' }, { key: 'u', head: 'Until' }, { key: 's', head: 'State' }, { key: 'w', head: 'Why' }, ...gives ? [{ key: 'e', head: <Unseen>End</Unseen> }] : []]}
              rows={grants.map(grant => ({ key: grant.grantId, cells: [grant.name ?? 'Somebody who has left', `${roleNames[grant.role]}${grant.unitId === null ? '' : ` of ${grant.unitName ?? grant.unitId}`}`, inWords(grant.fromDay), inWords(grant.untilDay), <State grant={grant} />, grant.reason, ...gives ? [<End grant={grant} />] : []] }))} />}
        {next !== null && <p><ButtonLink look='quiet' href={address('/roles', { after: next })}>Show more</ButtonLink></p>}
      </section>
    </Page>
  )
}

const GiveForm = ({ form, problem, today }: GrantsView) => {
  const at = (name: string) => problem?.at === name ? { problem: problem.sentence } : {}
  return (
    <section class='stack' aria-labelledby='give'>
      <h2 id='give'>Give a role</h2>
      <form method='post' action='/roles'>
        <Field name='signIn' label='Sign-in name' hint='As it stands in the people file. Nobody gives a role to themselves.' value={form.signIn} required maxlength={254} {...at('signIn')} />
        <SelectField name='role' label='Role' value={form.role} choices={(['analyst', 'it', 'auditor', 'manager'] as const).map(value => ({ value, label: roleNames[value] }))} {...at('role')} />
        <Field name='unitId' label='Unit' hint='Id of the unit, for a manager only: its results and those below it are seen.' value={form.unitId} maxlength={64} short {...at('unitId')} />
        <Field name='fromDay' type='date' label='First day' value={form.fromDay} min={today} required short {...at('fromDay')} />
        <Field name='untilDay' type='date' label='Last day' hint='At most a year later.' value={form.untilDay} min={today} required short {...at('untilDay')} />
        <Field name='reason' label='Why' hint='Auditors read it.' value={form.reason} required maxlength={200} {...at('reason')} />
        <Button>Give the role</Button>
      </form>
    </section>
  )
}

const words: Record<Grant['state'], string> = { coming: 'Coming', current: 'Current', over: 'Over', ended: 'Ended early' }
const State = ({ grant: { state } }: { grant: Grant }) => state === 'current' ? <Tag tone='good'>{words[state]}</Tag> : <Tag>{words[state]}</Tag>

const End = ({ grant: { grantId, name, role, state } }: { grant: Grant }) => state === 'over' || state === 'ended'
  ? <></>
  : (
    <form class='inline' method='post' action={`/roles/${grantId}/end`}>
      <button class='link' type='submit'>End<Unseen> the role {roleNames[role]} of {name ?? 'somebody who has left'}</Unseen></button>
    </form>
    )
