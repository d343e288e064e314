import { questions, type Answers, type OwnReflection, type ReflectionsReply } from '@weft/contracts/program/reflection-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ButtonLink, ErrorSummary, Notice, Tag, TextArea } from '@weft/service-kit/page/controls'
import { Opening } from '../../frame/frame.page.tsx'
import { findingsOf, problemAt, type FormProblem } from '../../frame/form-problem.ts'
import { address, counted, inWords } from '../../frame/words.ts'
import { ProgramPage } from '../program-page.page.tsx'
import { answered, asked, nothing } from './words.ts'

export type ReflectionView = { roles: readonly RoleName[], reflections: ReflectionsReply, /** A new one is begun although there are others. */ begins: boolean, done: string | null, problem: FormProblem | null, typed: Answers | null }

const doneSentences: Record<string, string> = {
  kept: 'Your words are kept. Nobody else reads them until you share them.',
  shared: 'Leaders and the program office can read this version now. You can take it back.',
  'taken-back': 'It is yours alone again.'
}

export const ReflectionPage = (view: ReflectionView) => {
  const { roles, reflections: { writes, own, shared, next }, done, problem } = view
  return (
    <ProgramPage roles={roles} here='/program/reflection'>
      <Opening kicker='For leaders' title='Six questions'>Before you ask others to change, write down what you think. It stays with you until you share it.</Opening>
      {done !== null && doneSentences[done] !== undefined && <Notice tone='good' role='status' title={doneSentences[done]} />}
      {problem !== null && <ErrorSummary title='This was not kept yet' findings={findingsOf(problem)} />}
      {writes ? <Own {...view} /> : own.length === 0 && <p>Leaders write their answers here.{shared === null && ' What they share is read by other leaders and the program office.'}</p>}
      {shared !== null && <Shared shared={shared} next={next} />}
    </ProgramPage>
  )
}

const Own = ({ reflections: { own: [current, ...others] }, begins, problem, typed }: ReflectionView) => {
  const mine = begins ? undefined : current
  return (
    <section class='stack' aria-labelledby='own'>
      <h2 id='own'>{mine === undefined ? 'Your answers' : `Your answers, version ${mine.version}`}</h2>
      <p class='soft'>Who can see this: {mine === undefined || mine.shared === null ? 'you alone' : `leaders and the program office, version ${mine.shared}`}.</p>
      <Form at={mine} answers={typed ?? mine?.answers ?? nothing} problem={problem} />
      {mine !== undefined && <Sharing reflection={mine} />}
      {mine !== undefined && mine.earlier.length > 0 && (
        <details class='more'>
          <summary>What you wrote before</summary>
          <div class='stack'>{mine.earlier.map(({ version, answers, at }) => <div key={version} class='stack stack-tight'><h3>Version {version}, {inWords(at.slice(0, 10))}</h3><Answered answers={answers} /></div>)}</div>
        </details>
      )}
      {mine !== undefined && <p><ButtonLink look='quiet' href='/program/reflection?begin=yes'>Begin a new reflection</ButtonLink></p>}
      {(begins ? current !== undefined : others.length > 0) && <Others others={begins && current !== undefined ? [current, ...others] : others} />}
    </section>
  )
}

const Form = ({ at, answers, problem }: { at: OwnReflection | undefined, answers: Answers, problem: FormProblem | null }) => (
  <form method='post' action={at === undefined ? '/program/reflection' : `/program/reflection/${at.reflectionId}`}>
    <input type='hidden' name='version' value={at?.version ?? 0} />
    {questions.map(question => <TextArea key={question} name={question} label={asked[question].question} hint={asked[question].help} value={answers[question]} maxlength={4_000} rows={4} {...problemAt(problem)(question)} />)}
    <Button>Keep my answers</Button>
  </form>
)

const Sharing = ({ reflection: { reflectionId, version, shared } }: { reflection: OwnReflection }) => (
  <form method='post' action={`/program/reflection/${reflectionId}/sharing`} class='row'>
    {shared !== version && <Button look='quiet' name='version' value={String(version)}>{shared === null ? 'Share with leaders and the program office' : `Share version ${version} instead`}</Button>}
    {shared !== null && <Button look='quiet' name='version' value='none'>Take it back</Button>}
  </form>
)

const Others = ({ others }: { others: readonly OwnReflection[] }) => (
  <details class='more'>
    <summary>Your earlier reflections</summary>
    <div class='stack'>
      {others.map(one => (
        <div key={one.reflectionId} class='stack stack-tight'>
          <h3>{inWords(one.at.slice(0, 10))} {one.shared !== null && <Tag tone='accent'>Shared</Tag>}</h3>
          <Answered answers={one.answers} />
          <Sharing reflection={one} />
        </div>
      ))}
    </div>
  </details>
)

const Answered = ({ answers }: { answers: Answers }) => (
  <dl class='answers'>{answered(answers).map(question => <div key={question}><dt>{asked[question].question}</dt><dd>{answers[question]}</dd></div>)}</dl>
)

const Shared = ({ shared, next }: { shared: NonNullable<ReflectionsReply['shared']>, next: string | null }) => (
  <section class='stack' aria-labelledby='shared'>
    <h2 id='shared'>What others share</h2>
    {shared.length === 0 && <p class='soft'>Nobody shares a reflection yet.</p>}
    {shared.map(one => (
      <details key={one.reflectionId} class='more'>
        <summary>{one.by}, {inWords(one.at.slice(0, 10))}: {counted(answered(one.answers).length, 'answer')}</summary>
        <Answered answers={one.answers} />
      </details>
    ))}
    {next !== null && <p><ButtonLink look='quiet' href={address('/program/reflection', { after: next })}>Show more</ButtonLink></p>}
  </section>
)
