import type { ImportPreview, ImportRunReply } from '@weft/contracts/directory/api'
import { Button, ButtonLink, ErrorSummary, Field, Notice } from '@weft/service-kit/page/controls'
import { count, counted, listed } from '../frame/words.ts'
import { CheckAgain, EffectTable, Figures, ImportFrame, LeftOutLink } from './import-frame.page.tsx'
import { problemTitle, ruleSentence, shareOf } from './words.ts'

export type EffectView = {
  run: ImportRunReply, preview: ImportPreview
  /** Titles of waves that are open now; empty where none is, or where the reader may not know. */
  openWaves: readonly string[]
  /** Whether the reader holds the program office. */
  isOffice: boolean
  problem: { code: string, sentence: string } | null
}

export const EffectPage = ({ run, preview, openWaves, isOffice, problem }: EffectView) => (
  <ImportFrame step={4} title='Check the effect' run={run}>
    <ErrorSummary title='The import was not applied' findings={problem === null ? [] : [{ sentence: problem.sentence, ...problem.code === 'wrong-number' && { at: 'confirmLeavers' } }]} />
    {preview.needsConfirmation && (
      <Notice tone='bad' title={`Stopped: ${counted(preview.people.ended, 'person', 'people')} of ${count(preview.peopleBefore)} would leave (${shareOf(preview.people.ended, preview.peopleBefore)})`}>
        <p>More than 10 % at once is most often half a file. Look at <a href={`/people/imports/${run.runId}/effects/leaves`}>who would leave</a> before you go on.</p>
      </Notice>
    )}
    {preview.youLoseAccess && <Notice tone='warn' title='You would lose your way in'><p>After this import you have neither the program-office nor the IT role. Others have.</p></Notice>}
    <ForTheOffice run={run} preview={preview} isOffice={isOffice} />
    <Figures preview={preview} />
    <section class='stack' aria-labelledby='changes'>
      <h2 id='changes'>People: {count(preview.peopleBefore)} now, {count(preview.peopleAfter)} then</h2>
      <EffectTable run={run} preview={preview} />
      <p class='soft'>{openWaves.length === 0 ? 'A wave that is open keeps the people it was launched with.' : `${listed(openWaves)} ${openWaves.length === 1 ? 'is open and keeps' : 'are open and keep'} the people it was launched with: this import does not change that.`}</p>
    </section>
    {run.groups.length > 0 && (
      <section class='stack stack-tight' aria-labelledby='rules'>
        <h2 id='rules'>What you decided</h2>
        <ul>{run.groups.map(group => <li key={group.key}>{problemTitle(group)}: {group.rule === null ? 'open' : ruleSentence(group.rule, group.code).toLowerCase()}.</li>)}</ul>
        <LeftOutLink run={run} preview={preview} />
        <p><a href={`/people/imports/${run.runId}?step=problems`}>Decide again</a></p>
      </section>
    )}
    {problem?.code === 'stale-preview'
      ? <CheckAgain run={run} />
      : (isOffice || officeChanges(preview) === 0) && <Apply run={run} preview={preview} problem={problem} />}
  </ImportFrame>
)

const officeChanges = (preview: ImportPreview): number => preview.effects['needs-office'] ?? 0

/** Who administers imports cannot make themselves or others more than they are: that is for the program office to see and apply. */
const ForTheOffice = ({ run, preview, isOffice }: Pick<EffectView, 'run' | 'preview' | 'isOffice'>) => {
  const changes = officeChanges(preview)
  if (changes === 0) return null
  return (
    <Notice tone={isOffice ? 'warn' : 'bad'} title={`${counted(changes, 'role change needs', 'role changes need')} the program office`}>
      <p>Look at <a href={`/people/imports/${run.runId}/effects/needs-office`}>who gets a role, or another sign-in name for one</a>. {isOffice
        ? 'If you apply this import, they have it.'
        : `Ask the program office to open import ${run.number} on the page People and apply it. Without these changes in the file you can apply it yourself.`}</p>
    </Notice>
  )
}

const Apply = ({ run, preview, problem }: Pick<EffectView, 'run' | 'preview' | 'problem'>) => {
  const changes = preview.people.added + preview.people.changed + preview.people.ended + preview.units.added + preview.units.changed + preview.units.ended
  return (
    <form method='post' action={`/people/imports/${run.runId}/apply`}>
      {preview.needsConfirmation && (
        <Field name='confirmLeavers' label='How many people leave?' hint='If it is right that they leave, type their number.' required maxlength={9} autocomplete='off' short problem={problem?.code === 'wrong-number' || problem?.code === 'too-many-leavers' ? 'Type the number of people who leave, as it stands above.' : undefined} />
      )}
      <div class='row'>
        <Button look={preview.needsConfirmation ? 'grave' : 'main'}>{changes === 0 ? 'Finish: nothing changes' : `Apply ${counted(changes, 'change')}`}</Button>
        <ButtonLink look='quiet' href={`/people/imports/${run.runId}?step=columns`}>Back to the columns</ButtonLink>
      </div>
      <p class='hint'>All of it is applied, or nothing. You can undo it for 30 days.</p>
    </form>
  )
}
