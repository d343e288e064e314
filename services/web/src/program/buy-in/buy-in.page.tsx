import type { BuyIn, BuyInsReply, OwnBuyInReply, Stance } from '@weft/contracts/program/buyin-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ButtonLink, ErrorSummary, Field, Notice, RadioGroup, Tag, TextArea, type Finding } from '@weft/service-kit/page/controls'
import { Opening } from '../../frame/frame.page.tsx'
import { address, count, inWords } from '../../frame/words.ts'
import { ProgramPage } from '../program-page.page.tsx'

const stanceNames: Record<Stance, string> = { unknown: 'Not spoken with', against: 'Against it', unsure: 'Unsure', for: 'For it', 'leads-it': 'Leads it' }
const ranks = { leader: 'Leader', manager: 'Manager', staff: 'Staff' } as const
export type BuyInForm = { personId: string, version: string, lastContact: string, inItForThem: string, stance: string }
type View = { roles: readonly RoleName[], list: BuyInsReply, today: string, form: BuyInForm | null, problems: readonly Finding[], done: boolean }

/** /program/buy-in: whom to speak with next. The office alone. */
export const BuyInPage = ({ roles, list, today, form, problems, done }: View) => (
  <ProgramPage roles={roles} here='/program/readiness'>
    <ErrorSummary title='Nothing was noted' findings={problems} />
    <Opening kicker='Buy-in of leaders' title='Whom do we speak with next?'>
      <p>Leaders at all levels, those not spoken with for longest first. {count(list.counts.spokenWith)} of {count(list.counts.people)} were spoken with in the last 90 days.</p>
    </Opening>
    <Notice title='Named data about people'><p>Only the program office reads this list. Each leader reads what stands here about them, on a page of their own. Write what you would say to their face.</p></Notice>
    {done && <Notice tone='good' role='status' title='It is noted. What stood there before is kept.' />}
    {list.people.length === 0 ? <p class='soft'>The directory knows no leaders or managers.</p> : <ul class='feed'>{list.people.map(one => <Leader key={one.personId} one={one} {...{ today, problems }} form={form?.personId === one.personId ? form : null} />)}</ul>}
    {list.next !== null && <p><ButtonLink look='quiet' href={address('/program/buy-in', { after: list.next })}>Show more</ButtonLink></p>}
  </ProgramPage>
)

const Leader = ({ one, today, form, problems }: { one: BuyIn, today: string, form: BuyInForm | null, problems: readonly Finding[] }) => {
  const at = (name: string) => `${name}-${one.personId}`
  const problemAt = (name: string) => ({ problem: form === null ? undefined : problems.find(finding => finding.at === at(name))?.sentence })
  const { stance, lastContact, inItForThem } = form ?? { ...one, lastContact: one.lastContact ?? '' }
  return (
    <li>
      <p><strong>{one.name}</strong> <span class='soft'>{ranks[one.rank]}, {one.unitName}</span></p>
      <p class='row small'><Tag {...(one.stance === 'for' || one.stance === 'leads-it') && { tone: 'good' as const }}>{stanceNames[one.stance]}</Tag> <span class='soft'>{one.lastContact === null ? 'No contact noted' : `Last contact ${inWords(one.lastContact)}`}</span></p>
      {one.inItForThem !== '' && <p class='as-written small'>{one.inItForThem}</p>}
      <details class='more' open={form !== null}>
        <summary>Note about {one.name}</summary>
        <form method='post' action={`/program/buy-in/${encodeURIComponent(one.personId)}`}>
          <input type='hidden' name='version' value={String(one.version)} />
          <Field name={at('lastContact')} type='date' label='Last contact' value={lastContact} max={today} short {...problemAt('lastContact')} />
          <TextArea name={at('inItForThem')} label='What is in it for them' value={inItForThem} maxlength={1000} rows={2} {...problemAt('inItForThem')} />
          <RadioGroup name={at('stance')} label='Where they stand' required value={stance} choices={(Object.keys(stanceNames) as Stance[]).map(value => ({ value, label: stanceNames[value] }))} {...problemAt('stance')} />
          <Button>Save the note</Button>
        </form>
      </details>
    </li>
  )
}

/** /program/buy-in/mine: what the office noted about the reader. */
export const OwnBuyInPage = ({ roles, own: { noted } }: { roles: readonly RoleName[], own: OwnBuyInReply }) => (
  <ProgramPage roles={roles} here='/program/momentum'>
    <Opening kicker='Buy-in of leaders' title='What the office noted about you'>
      <p>The program office keeps a note for each leader and manager. You and the office read yours, and nobody else.</p>
    </Opening>
    {noted === null
      ? <p>Nothing is noted about you.</p>
      : (
        <dl class='facts'>
          <div><dt>Where you stand, as they see it</dt><dd>{stanceNames[noted.stance]}</dd></div>
          <div><dt>What is in it for you</dt><dd>{noted.inItForThem === '' ? 'Nothing written' : noted.inItForThem}</dd></div>
          <div><dt>Last contact</dt><dd>{noted.lastContact === null ? 'None noted' : inWords(noted.lastContact)}</dd></div>
          <div><dt>Noted on</dt><dd>{inWords(noted.notedOn)}</dd></div>
        </dl>
        )}
    <p>Is something wrong? Tell the program office: they can change it, and what stood there before is kept.</p>
  </ProgramPage>
)
