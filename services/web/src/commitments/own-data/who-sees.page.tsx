import type { ErasuresReply } from '@weft/contracts/commitments/erasure-api'
import type { RulesReply } from '@weft/contracts/commitments/owndata-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ErrorSummary, Field, Notice, Tag, type Finding } from '@weft/service-kit/page/controls'
import { Table } from '@weft/service-kit/page/table'
import { Opening } from '../../frame/frame.page.tsx'
import { count, inWords } from '../../frame/words.ts'
import { CommitmentsPage } from '../commitments-page.page.tsx'
import { readersOf, seesOf, type Sees } from './sees.ts'

type View = {
  roles: readonly RoleName[], rules: RulesReply, boss: string | null, /** The directory knows the reader as a person. */ known: boolean
  /** Null where the reader does not run the program. */
  erasures: ErasuresReply | null
  form: { person: string, reason: string }, findings: readonly Finding[], done: 'erased' | null
}

/** /commitments/who-sees-what: what is kept, who reads it and when, how long; and one's own copy of it. */
export const WhoSeesPage = (view: View) => {
  const { roles, rules, boss, known, erasures, findings, done } = view
  return (
    <CommitmentsPage roles={roles} here='/commitments/who-sees-what' wide>
      <ErrorSummary title='Nobody is forgotten' findings={findings} />
      <Opening kicker='Commitments' title='Who sees what'><p>You and {boss ?? 'your boss'} see what you promise and how it went. Everybody else sees figures of groups of {count(rules.fewest)} or more.</p></Opening>
      {done !== null && <Notice tone='good' role='status' title='Noted. What no roll-up needs goes within the hour.' />}
      <section class='stack' aria-labelledby='mine'>
        <h2 id='mine'>Your own data</h2>
        {known
          ? (
            <>
              <p>Everything that is held of you here: commitments with their history, reviews with what both sides sent, your index, absences, mails and choices.</p>
              <p class='row'><a class='button button-quiet' href='/commitments/my-data.csv' download>Download my data (CSV)</a> <a class='button button-quiet' href='/commitments/my-data.json' download>Download my data (JSON)</a></p>
            </>
            )
          : <p>The directory does not know you as a person: nothing is held of you.</p>}
      </section>
      <Readers all={seesOf({ ...rules, boss })} />
      <section class='stack' aria-labelledby='long'>
        <h2 id='long'>How long</h2>
        <ul>
          <li>Who leaves is taken out of everything {count(rules.keptDays)} days later. What a quarter still needs for its figures waits until those are made.</li>
          <li>Figures of groups that were published stay as they are: nobody is in them by name.</li>
          <li>In what belongs to others, such as the history of a commitment that your boss agreed to, “somebody who has left” stands in the place of a name.</li>
          <li>You can ask the program office to forget you while you are here. What you wrote up to that day goes; the running quarter goes with its roll-up.</li>
          <li>Files of goals that nobody finished are deleted after {count(rules.importHours / 24)} days.</li>
        </ul>
        <p class='small soft'>Nobody’s index stands next to a survey score, and nobody’s answers are known to this part of Weft.</p>
      </section>
      {erasures !== null && <Office {...view} erasures={erasures} />}
    </CommitmentsPage>
  )
}

/** A table where there is room for its five columns. On a phone a list that names only who does read; one of the two is shown, the other is not there for anybody. */
const Readers = ({ all }: { all: readonly Sees[] }) => (
  <>
    <div class='when-wide'>
      <Table id='sees' caption='What is kept, and who reads it when'
        columns={[{ key: 'what', head: 'What' }, { key: 'you', head: 'You' }, { key: 'partners', head: 'Partners' }, { key: 'boss', head: 'Your boss' }, { key: 'others', head: 'Others' }]}
        rows={all.map(({ what, you, partners, boss, others }) => ({ key: what, cells: [what, you, partners, boss, others] }))} />
    </div>
    <section class='when-narrow stack' aria-labelledby='readers'>
      <h2 id='readers'>Who reads what, and when</h2>
      {all.map(one => <div key={one.what} class='readers'><h3>{one.what}</h3><dl>{readersOf(one).map(([who, when]) => <div key={who}><dt>{who}</dt><dd>{when}</dd></div>)}</dl></div>)}
    </section>
  </>
)

const Office = ({ erasures: { erasures }, form, findings }: View & { erasures: ErasuresReply }) => (
  <section class='stack' aria-labelledby='forget'>
    <h2 id='forget'>Forget a person</h2>
    <p>For somebody who asks for it. It cannot be taken back: let them download their data first. Who asked for it and why stays; the name goes when it is done.</p>
    <form method='post' action='/commitments/who-sees-what/erasures'>
      <Field name='person' label='E-mail address, or number of the directory' value={form.person} required maxlength={320} problem={findings.find(({ at }) => at === 'personId' || at === 'person')?.sentence} />
      <Field name='reason' label='Reason' hint='It is kept. Name nobody in it.' value={form.reason} required maxlength={300} />
      <Button look='quiet'>Forget this person</Button>
    </form>
    {erasures.length > 0 && (
      <ul class='feed'>{erasures.map(({ erasureId, personId, name, askedOn, reason, doneOn }) => (
        <li key={erasureId}><p>{personId !== null && <strong>{name ?? personId}, </strong>}{inWords(askedOn)}: {reason} {doneOn === null ? <Tag tone='warn'>Under way</Tag> : <Tag tone='good'>Done on {inWords(doneOn)}</Tag>}</p></li>
      ))}</ul>
    )}
  </section>
)
