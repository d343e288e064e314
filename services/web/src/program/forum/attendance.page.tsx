import type { AttendanceReply } from '@weft/contracts/program/forum-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ButtonLink, CheckboxGroup, Notice } from '@weft/service-kit/page/controls'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { address } from '../../frame/words.ts'
import { ProgramPage } from '../program-page.page.tsx'

type AttendanceView = { roles: readonly RoleName[], session: AttendanceReply, after: string | undefined, marked: boolean }

export const AttendancePage = ({ roles, session, after, marked }: AttendanceView) => {
  const { sessionId, kind, title, leaders, next } = session
  const back = kind === 'forum' ? { href: `/program/start/forums/${sessionId}`, name: title } : { href: '/program/start', name: 'Start' }
  const here = `/program/start/sessions/${sessionId}/attendance`
  return (
    <ProgramPage roles={roles} here='/program/start'>
      <Crumbs crumbs={[{ href: '/program/start', name: 'Start' }, ...kind === 'forum' ? [back] : [], { name: 'Who was there' }]} />
      <Opening kicker={title} title='Who was there'>Taking part is no opinion. It shows whether all leaders are in.</Opening>
      {marked && <Notice tone='good' role='status' title='Who took part is written down.' />}
      {leaders.length === 0
        ? <p class='soft'>{after === undefined ? 'The directory knows no leaders yet. Rank comes with the people file.' : 'There are no more.'}</p>
        : (
          <form method='post' action={address(here, { after })}>
            <CheckboxGroup name='here' label='Leaders' hint='Who votes in a forum is added when it has ended, and stays marked.' choices={leaders.map(({ personId, name }) => ({ value: personId, label: name }))} value={leaders.filter(leader => leader.here).map(({ personId }) => personId)} />
            {leaders.map(({ personId }) => <input key={personId} type='hidden' name='listed' value={personId} />)}
            <Button>Write down who was there</Button>
          </form>
          )}
      <p class='row'><ButtonLink look='quiet' href={back.href}>Back</ButtonLink>{next !== null && <ButtonLink look='quiet' href={address(here, { after: next })}>More leaders</ButtonLink>}</p>
    </ProgramPage>
  )
}
