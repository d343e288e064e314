import type { Experiment, ExperimentDetailReply } from '@weft/contracts/program/experiment-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ButtonLink, ErrorSummary, Field, Notice, RadioGroup, TextArea, type Finding } from '@weft/service-kit/page/controls'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { inWords } from '../../frame/words.ts'
import { ProgramPage } from '../program-page.page.tsx'
import { State } from './experiments.page.tsx'
import { decisionNames, figure, resultInWords } from './words.ts'

export type StepForm = { result: string, learned: string, decision: string, reason: string }
type View = { roles: readonly RoleName[], detail: ExperimentDetailReply, form: StepForm, problems: readonly Finding[], done: keyof typeof doneTitles | null }

const doneTitles = { registered: 'The experiment is registered. Start it on its first day.', changed: 'The change is saved.', started: 'The experiment has started.', ended: 'What came out is written. Now decide what to do with it.', decided: 'The decision stands.' }
const acts = { registered: 'Registered', changed: 'Changed', started: 'Started', ended: 'Ended with what came out', decided: 'Decided', withdrawn: 'Withdrawn' }

/** /program/learning/:experimentId */
export const ExperimentPage = ({ roles, detail: { experiment, leads, history }, form, problems, done }: View) => (
  <ProgramPage roles={roles} here='/program/learning'>
    <ErrorSummary title='Nothing was changed' findings={problems} />
    <Crumbs crumbs={[{ href: '/program/learning', name: 'Experiments' }, { name: 'Experiment' }]} />
    <Opening kicker={experiment.unitName} title={`We believe ${experiment.belief}`}>
      <p>for {experiment.forWhom} will {experiment.will}</p>
    </Opening>
    {done !== null && <Notice tone='good' role='status' title={doneTitles[done]} />}
    <Facts one={experiment} />
    {experiment.learned !== null && <Result one={experiment} />}
    {leads && <Steps one={experiment} form={form} problems={problems} />}
    <section class='stack' aria-labelledby='history'>
      <h2 id='history'>History</h2>
      <ol class='feed'>
        {history.map(step => (
          <li key={step.version}>
            <p><strong>{acts[step.act]}</strong> <span class='soft'>{inWords(step.day)}, {step.byName ?? 'somebody who has left or is not in the directory'}</span></p>
            {step.changes.map(change => <p key={change.field} class='small'>{change.field}: <del>{change.from}</del> <ins>{change.to}</ins></p>)}
          </li>
        ))}
      </ol>
    </section>
  </ProgramPage>
)

const Facts = ({ one }: { one: Experiment }) => (
  <dl class='facts'>
    <div><dt>State</dt><dd><State one={one} /></dd></div>
    <div><dt>Measured by</dt><dd>{one.measure}, {one.better} is better</dd></div>
    <div><dt>Before</dt><dd>{one.baseline === null ? 'Nobody knows: what comes out is an observation' : figure(one.baseline)}</dd></div>
    <div><dt>Target</dt><dd>{one.target === null ? 'None' : figure(one.target)}</dd></div>
    <div><dt>When</dt><dd>{inWords(one.startsOn)} to {inWords(one.endsOn)}</dd></div>
    <div><dt>Owner</dt><dd>{one.ownerName ?? 'Nobody who is still here'}</dd></div>
  </dl>
)

const Result = ({ one }: { one: Experiment }) => (
  <section class='stack' aria-labelledby='result'>
    <h2 id='result'>What came out</h2>
    <p><strong>{resultInWords(one)}</strong></p>
    {one.verdict === 'not-moved' && <p>That is progress: we know now, and nobody has to try it again.</p>}
    <p class='as-written'>{one.learned}</p>
    {one.decision !== null && <><h3>{decisionNames[one.decision]}</h3><p class='as-written'>{one.reason}</p></>}
  </section>
)

const Steps = ({ one, form, problems }: { one: Experiment, form: StepForm, problems: readonly Finding[] }) => {
  const at = (name: string) => ({ problem: problems.find(finding => finding.at === name)?.sentence })
  const to = (act: string) => ({ method: 'post' as const, action: `/program/learning/${one.experimentId}/${act}` })
  const seen = <input type='hidden' name='version' value={String(one.version)} />
  if (one.state === 'ended') {
    return (
      <section class='stack' aria-labelledby='decide'>
        <h2 id='decide'>Decide what to do with it</h2>
        <form {...to('decision')}>
          {seen}
          <RadioGroup name='decision' label='Decision' required value={form.decision} choices={(['adopt', 'adapt', 'stop'] as const).map(value => ({ value, label: decisionNames[value] }))} {...at('decision')} />
          <TextArea name='reason' label='Why' value={form.reason} required maxlength={1000} {...at('reason')} />
          <Button>Decide</Button>
        </form>
      </section>
    )
  }
  if (one.state !== 'planned' && one.state !== 'running') return null
  return (
    <section class='stack' aria-labelledby='next'>
      <h2 id='next'>{one.state === 'planned' ? 'Next' : 'Write what came out'}</h2>
      {one.state === 'planned'
        ? <form {...to('start')}>{seen}<Button>Start the experiment</Button></form>
        : (
          <form {...to('result')}>
            {seen}
            <Field name='result' label={`The figure now: ${one.measure}`} hint='Leave it empty if it was seen and not measured.' value={form.result} maxlength={20} short {...at('result')} />
            <TextArea name='learned' label='What did you learn?' hint='Also when it did not help. Do not name customers.' value={form.learned} required maxlength={2000} {...at('learned')} />
            <Button>Write what came out</Button>
          </form>
          )}
      <div class='row'>
        <ButtonLink look='quiet' href={`/program/learning/${one.experimentId}/change`}>Change it</ButtonLink>
        <form class='inline' {...to('withdraw')}>{seen}<Button look='quiet'>Withdraw it</Button></form>
      </div>
    </section>
  )
}
