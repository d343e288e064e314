import type { ImportRunReply, ProblemGroup } from '@weft/contracts/directory/api'
import { Button, ButtonLink, Notice, RadioGroup } from '@weft/service-kit/page/controls'
import { count, listed } from '../frame/words.ts'
import { ImportFrame } from './import-frame.page.tsx'
import { mendOf, problemTitle, ruleSentence } from './words.ts'

export const ProblemsPage = ({ run, problem }: { run: ImportRunReply, problem: string | null }) => {
  const hopeless = run.groups.filter(({ offered }) => offered.length === 0)
  const [open, decided] = [run.groups.filter(({ rule, offered }) => rule === null && offered.length > 0), run.groups.filter(({ rule }) => rule !== null)]
  return (
    <ImportFrame step={3} title={hopeless.length > 0 ? 'This needs another file' : open.length === 1 ? 'One kind of problem to decide' : `${count(open.length)} kinds of problems to decide`} run={run} lead={hopeless.length === 0 && <p>Decide once for all rows of a kind.</p>}>
      {problem !== null && <Notice tone='bad' role='alert' title={problem} />}
      {hopeless.map(group => <Notice key={group.key} tone='bad' title={problemTitle(group)}><Examples group={group} /><p>{mendOf(group.code)}</p></Notice>)}
      {run.groups.some(({ offered }) => offered.length > 0) && (
        <form method='post' action={`/people/imports/${run.runId}/problems`}>
          {[...open, ...decided].map(group => <Decision key={group.key} group={group} />)}
          {hopeless.length === 0 && <Button>Use these rules and check the effect</Button>}
        </form>
      )}
      <p class='row'><ButtonLink look='quiet' href={`/people/imports/${run.runId}?step=columns`}>Back to the columns</ButtonLink></p>
    </ImportFrame>
  )
}

const Decision = ({ group }: { group: ProblemGroup }) => (
  <div class='finding-group'>
    <RadioGroup name={group.key} label={problemTitle(group)} hint={<Examples group={group} />} value={group.rule ?? ''} required
      choices={group.offered.map(rule => ({ value: rule, label: ruleSentence(rule, group.code) }))} />
  </div>
)

const Examples = ({ group: { examples, count: all } }: { group: ProblemGroup }) => {
  const told = examples.filter(({ id, line }) => line !== null || id !== '')
  return told.length === 0 ? null : <>For example {listed(told.map(exampleOf))}{all > told.length && ', and more'}.</>
}

const exampleOf = ({ line, id, value }: ProblemGroup['examples'][number]): string => `${line === null ? id : `row ${count(line)}`}${value === '' || value === id ? '' : ` (${value})`}`
