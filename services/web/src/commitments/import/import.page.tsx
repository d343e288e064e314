import type { Goal, GoalField, GoalImportReply } from '@weft/contracts/commitments/import-api'
import { disciplineName } from '@weft/contracts/program/discipline-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ButtonLink, ErrorSummary, Field, FileField, Notice, RadioGroup, SelectField, Tag, TextArea, type Finding } from '@weft/service-kit/page/controls'
import { may } from '../../access/may.ts'
import { Opening } from '../../frame/frame.page.tsx'
import { Findings } from '../../frame/problem.page.tsx'
import type { Refused } from '../../frame/refused.ts'
import { address, count, inWords } from '../../frame/words.ts'
import { CommitmentsPage } from '../commitments-page.page.tsx'
import { benefitNames, horizonNames, weightWord } from '../commitment/words.ts'

const HOME = '/commitments/import'

/** /commitments/import: a file, or lines that were pasted. */
export const SendGoalsPage = ({ roles, outcome }: { roles: readonly RoleName[], outcome: Refused | null }) => (
  <CommitmentsPage roles={roles} here='/commitments/import'>
    <Opening kicker='Commitments' title='Bring your goals with you'><p>What you keep elsewhere becomes drafts here. You look at everything before anything is brought in.</p></Opening>
    {outcome !== null && (
      <>
        <Notice tone='bad' role='alert' title='Nothing was brought in'><p data-focus tabIndex={-1}>{outcome.sentence} <code>{outcome.code}</code></p></Notice>
        <Findings problems={outcome.problems} />
      </>
    )}
    <form method='post' action={HOME} encType='multipart/form-data'>
      {may(roles, 'run-program') && (
        <RadioGroup name='whose' label='Whose goals are they?' value='mine' required choices={[
          { value: 'mine', label: 'My own' }, { value: 'many', label: 'Those of several people. A column gives their number or e-mail address; each gets drafts that only they see and only they can make.' }
        ]} />
      )}
      <FileField name='files' label='A CSV file' accept='.csv,.txt,text/csv' required={false} hint='The first line names the columns. UTF-8, UTF-16 or Windows-1252, as Excel saves it; at most 5,000 rows and 1 MB.' />
      <TextArea name='text' label='Or paste the rows of a spreadsheet, with the line of headings' rows={6} />
      <Button>Look at it</Button>
    </form>
    <p class='small soft'>Nothing is brought in yet. What nobody finishes is deleted after a week.</p>
    <Understood />
  </CommitmentsPage>
)

/** What a file may hold, so that nobody has to try. */
const Understood = () => (
  <section class='stack' aria-labelledby='understood'>
    <h2 id='understood'>What a file can hold</h2>
    <p>Only the goal is needed. Columns may have any name and any order; what each is taken for you see next, and can change.</p>
    <dl class='facts'>
      <div><dt>Goal</dt><dd>What you will do, at most 400 characters</dd></div>
      <div><dt>Measure</dt><dd>How one sees that it worked</dd></div>
      <div><dt>Due</dt><dd>31/03/2027, 2027-03-31, March 2027 or Q1 2027. It gives the horizon</dd></div>
      <div><dt>Discipline</dt><dd>One of the eight, by name</dd></div>
      <div><dt>Status</dt><dd>Rows that are done or dropped stay out</dd></div>
    </dl>
    <p class='small soft'>For example, as a spreadsheet gives it:</p>
    <pre class='sample'>{'Goal;Measure;Due\nWhen a claim is late, I will call first;Calls made first;31/03/2027\nRead ten letters of customers;Letters read;Q2 2027'}</pre>
  </section>
)

const fieldNames: Record<GoalField, string> = {
  person: 'Whose it is', wording: 'Goal', measure: 'Measure of success', horizon: 'Horizon', dueOn: 'Due', discipline: 'Discipline', benefits: 'Who benefits', weight: 'Weight', status: 'Whether it is over'
}
type Props = { roles: readonly RoleName[], run: GoalImportReply, findings: readonly Finding[], done: 'applied' | 'dropped' | null }

/** /commitments/import/:importId: columns, problems and what would come in, on one page. */
export const GoalsPage = (props: Props) => props.run.state === 'checking' ? <CheckPage {...props} /> : <OverPage {...props} />

const CheckPage = ({ roles, run, findings }: Props) => (
  <CommitmentsPage roles={roles} here='/commitments/import' wide>
    <ErrorSummary title='Nothing was changed' findings={findings} />
    <Opening kicker={run.name} title={run.ready === 0 ? 'Nothing can be brought in yet' : `${count(run.ready)} of ${count(run.rows)} rows can be brought in`}>
      <p>{run.whose === 'mine' ? 'They become drafts of yours. Nobody else sees a draft.' : 'They become drafts of the people they belong to. You will not see them any more; each person makes or deletes their own.'}</p>
    </Opening>
    {run.ready > 0 && (
      <form class='row' method='post' action={`${HOME}/${run.importId}/application`}>
        <input type='hidden' name='version' value={run.version} />
        <Button>Bring in {count(run.ready)} {run.ready === 1 ? 'draft' : 'drafts'}</Button>
      </form>
    )}
    {run.encoding === 'windows-1252' && <Notice title='Read as Windows-1252'><p>The file is not UTF-8. Look whether letters like é and ü are right below.</p></Notice>}
    <Problems run={run} />
    <Columns run={run} />
    {run.goals.length > 0 && <Goals run={run} />}
    <form class='inline' method='post' action={`${HOME}/${run.importId}/drop`}><input type='hidden' name='version' value={run.version} /><button class='link' type='submit'>Drop this import</button></form>
  </CommitmentsPage>
)

const Problems = ({ run: { importId, problems } }: { run: GoalImportReply }) => problems.length === 0
  ? null
  : (
    <section class='stack stack-tight' aria-labelledby='problems'>
      <h2 id='problems'>What stays out</h2>
      <ul>{problems.map(({ code, sentence, rows, lines }) => <li key={code}><strong>{count(rows)} {rows === 1 ? 'row' : 'rows'}.</strong> {sentence} <span class='soft'>{lines.length === 1 ? 'Line' : 'Lines'} {lines.join(', ')}{rows > lines.length && ' and further down'}.</span></li>)}</ul>
      <p><a href={`${HOME}/${importId}/left-out.csv`} download>Download these rows with the reason</a>, mend them, and send them again.</p>
    </section>
    )

const Columns = ({ run: { importId, version, whose, columns, choices } }: { run: GoalImportReply }) => {
  const fields = (Object.keys(fieldNames) as GoalField[]).filter(field => whose === 'many' || field !== 'person')
  const guessed = columns.some(({ from }) => from === 'guess')
  return (
    <details class='more' open={guessed}>
      <summary>Which column is which</summary>
      <form method='post' action={`${HOME}/${importId}/columns`}>
        <input type='hidden' name='version' value={version} />
        <div class='matching'>{columns.map(({ name, samples, field, from }, place) => (
          <div key={name}>
            <input type='hidden' name={`n${place}`} value={name} />
            <SelectField name={`c${place}`} label={name} value={field ?? ''} choices={[{ value: '', label: 'Leave it out' }, ...fields.map(value => ({ value, label: fieldNames[value] }))]}
              hint={<>{from === 'guess' && field !== null && <><b class='guess'>Guess.</b> </>}{samples.length > 0 && <>Such as {samples.map(sample => `“${sample}”`).join(', ')}</>}</>} />
          </div>
        ))}</div>
        <SelectField name='dates' label='3/4/2027 is' short value={choices.dates} choices={[{ value: 'day-first', label: '3 April' }, { value: 'month-first', label: '4 March' }]} />
        <SelectField name='benefits' label='Who benefits, where no column says it' short value={choices.benefits} choices={[{ value: 'customer', label: 'Customers' }, { value: 'colleague', label: 'Colleagues' }]} />
        <Field name='measure' label='Measure, where a goal has none' value={choices.measure} required maxlength={200} />
        <Button look='quiet'>Look again with these</Button>
      </form>
    </details>
  )
}

const Goals = ({ run: { importId, goals, next } }: { run: GoalImportReply }) => (
  <section class='stack' aria-labelledby='goals'>
    <h2 id='goals'>What would come in</h2>
    <ul class='tiles'>{goals.map(goal => <li key={goal.line} class='tile'><GoalTile goal={goal} /></li>)}</ul>
    {next !== null && <p><ButtonLink look='quiet' href={address(`${HOME}/${importId}`, { after: String(next) })}>Show more</ButtonLink></p>}
  </section>
)

const GoalTile = ({ goal: { line, personName, wording, measure, horizon, dueOn, discipline, benefits, weight, guesses } }: { goal: Goal }) => (
  <>
    <h3 class='as-written'>{wording}</h3>
    {personName !== null && <p class='small'>{personName}</p>}
    <p class='small'><Tag>{horizonNames[horizon]}</Tag> {dueOn === null ? 'dated when it is made' : `by ${inWords(dueOn)}`}</p>
    <p class='small soft'>{measure}. {discipline !== null && `${disciplineName(discipline)}. `}For {benefitNames[benefits].toLowerCase()}. {weightWord(weight)}. Line {line}.</p>
    {guesses.length > 0 && <p class='small'><b class='guess'>Guess.</b> {guesses.join(' ')}</p>}
  </>
)

const OverPage = ({ roles, run, done, findings }: Props) => (
  <CommitmentsPage roles={roles} here='/commitments/import'>
    <ErrorSummary title='Nothing was changed' findings={findings} />
    <Opening kicker={run.name} title={run.state === 'dropped' ? 'This import is dropped' : `${count(run.drafts ?? 0)} drafts were brought in`}>
      {run.state === 'dropped' ? <p>Drafts that nobody had touched are gone. What somebody changed or made stays theirs.</p> : <p>{run.whose === 'mine' ? 'They are in My commitments. Make the few that you will keep: three are a good number.' : 'Each person finds theirs in My commitments, and makes the ones they will keep.'}</p>}
    </Opening>
    {done !== null && <Notice tone='good' role='status' title={done === 'applied' ? 'Brought in' : 'Dropped'} />}
    <p class='row'><ButtonLink href='/commitments'>My commitments</ButtonLink><ButtonLink look='quiet' href={HOME}>Another import</ButtonLink></p>
    {run.state === 'applied' && run.undoUntil !== null && (
      <form class='inline' method='post' action={`${HOME}/${run.importId}/drop`}>
        <input type='hidden' name='version' value={run.version} />
        <button class='link' type='submit'>Take it back</button> <span class='small soft'>until {inWords(run.undoUntil)}; drafts that were changed or made stay</span>
      </form>
    )}
  </CommitmentsPage>
)
