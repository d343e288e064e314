import type { ReportReply } from '@weft/contracts/commitments/commitment-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { ButtonLink, Tag } from '@weft/service-kit/page/controls'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { address } from '../../frame/words.ts'
import { CommitmentsPage } from '../commitments-page.page.tsx'
import { Card } from './my-commitments.page.tsx'

export type ReportShown = 'open' | 'done' | 'dropped'
const names: Record<ReportShown, string> = { open: 'Open now', done: 'Done', dropped: 'Dropped' }
type View = { roles: readonly RoleName[], report: ReportReply, today: string, shown: ReportShown }

/** /commitments/of/:personId: what a report has promised, for the boss. */
export const ReportPage = ({ roles, report: { person, commitments, next }, today, shown }: View) => {
  const at = (state: ReportShown, after?: string) => address(`/commitments/of/${encodeURIComponent(person.personId)}`, { state: state === 'open' ? undefined : state, after })
  return (
    <CommitmentsPage roles={roles} here='/commitments/team' wide>
      <Crumbs crumbs={[{ href: '/commitments/team', name: 'My team' }, { name: person.name }]} />
      <Opening kicker='Commitments of' title={person.name}><p>Open one to agree to its weight, or to its being dropped. Drafts are not shown.</p></Opening>
      <nav class='switch' aria-label='Other lists'>{(Object.keys(names) as ReportShown[]).map(state => <a key={state} href={at(state)} aria-current={state === shown ? 'page' : undefined}>{names[state]}</a>)}</nav>
      {commitments.length === 0
        ? <p class='soft'>{shown === 'open' ? `${person.name} has made none yet.` : 'There is none.'}</p>
        : <ul class='tiles'>{commitments.map(item => <li key={item.commitmentId}><Card item={item} today={today} level='h2'>{item.state === 'open' && !item.weightAgreed && <p class='small'><Tag tone='accent'>Weight to agree</Tag></p>}{item.state === 'dropped' && !item.dropAgreed && <p class='small'><Tag tone='accent'>Not agreed</Tag></p>}</Card></li>)}</ul>}
      {next !== null && <p><ButtonLink look='quiet' href={at(shown, next)}>Show more</ButtonLink></p>}
      {shown === 'open' && commitments.length > 0 && <p>Does {person.name} leave or move? <a href={`/commitments/people/${encodeURIComponent(person.personId)}/handover`}>Hand over what is open</a></p>}
    </CommitmentsPage>
  )
}
