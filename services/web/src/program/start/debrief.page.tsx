import type { DebriefsReply, StartWave } from '@weft/contracts/program/start-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ButtonLink, ErrorSummary, Notice, TextArea } from '@weft/service-kit/page/controls'
import { Table } from '@weft/service-kit/page/table'
import { may } from '../../access/may.ts'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { address, inWords } from '../../frame/words.ts'
import { findingsOf, problemAt, type FormProblem } from '../../frame/form-problem.ts'
import { ProgramPage } from '../program-page.page.tsx'

export type DebriefView = { roles: readonly RoleName[], leader: boolean, wave: StartWave, /** For the program office alone. */ all: DebriefsReply | null, done: boolean, problem: FormProblem | null, typed: string }

export const DebriefPage = ({ roles, leader, wave, all, done, problem, typed }: DebriefView) => (
  <ProgramPage roles={roles} here='/program/start'>
    <Crumbs crumbs={[{ href: '/program/start', name: 'Start' }, { name: wave.title }]} />
    <Opening kicker='What follows from the results' title={wave.title}>Results can be tough to hear. Leaders look at them and each says one thing to do.</Opening>
    {done && <Notice tone='good' role='status' title='Your words are kept.'><p>You can change them; earlier words stay on record.</p></Notice>}
    {problem !== null && <ErrorSummary title='Not kept yet' findings={findingsOf(problem)} />}
    {may(roles, 'see-own-units') && <p><a class='go' href='/heat-map'>Open the heat map</a></p>}
    {leader && (
      <form method='post' action={`/program/start/waves/${wave.waveId}/debrief`}>
        <input type='hidden' name='version' value={wave.mine?.version ?? 0} />
        <TextArea name='action' label='I have seen the results. One thing I will do:' hint='“When …, I will …” works best. You and the program office read this, with your name.' value={typed} required maxlength={500} {...problemAt(problem)('action')} />
        <Button>{wave.mine === null ? 'Say what I will do' : 'Change what I will do'}</Button>
      </form>
    )}
    {all !== null && (
      <section class='stack' aria-labelledby='answered'>
        <h2 id='answered'>Leaders who answered</h2>
        {all.debriefs.length === 0
          ? <p class='soft'>Nobody yet.</p>
          : <Table id='debriefs' caption='Only the program office reads this list' columns={[{ key: 'n', head: 'Leader' }, { key: 'a', head: 'Will do' }, { key: 'd', head: 'Since' }]}
              rows={all.debriefs.map(({ name, action, at }, place) => ({ key: String(place), cells: [name ?? 'Somebody who has left', action, inWords(at.slice(0, 10))] }))} />}
        {all.next !== null && <p><ButtonLink look='quiet' href={address(`/program/start/waves/${wave.waveId}`, { after: all.next })}>Show more</ButtonLink></p>}
      </section>
    )}
  </ProgramPage>
)
