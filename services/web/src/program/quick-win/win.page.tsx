import type { UnitsReply } from '@weft/contracts/program/organisation-api'
import type { WinDetail } from '@weft/contracts/program/win-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ErrorSummary, Field, Notice, SelectField } from '@weft/service-kit/page/controls'
import { may } from '../../access/may.ts'
import { Crumbs } from '../../frame/frame.page.tsx'
import { inWords } from '../../frame/words.ts'
import { ProgramPage } from '../program-page.page.tsx'
import type { WinProblem } from './win-form.ts'
import { WinCard } from './win-card.page.tsx'

export type WinView = {
  roles: readonly RoleName[], win: WinDetail, problem: WinProblem | null, done: string | null
  units: { choices: UnitsReply['units'], isWhole: boolean, find: string } | null, form: { unitId: string, reason: string }
}

const doneTitles: Readonly<Record<string, string>> = {
  shared: 'Shared. You can change it or take it back at any time.', changed: 'The change is saved.', thanked: 'Thanks said. Whoever wrote it sees the number, not who.',
  adopted: 'Noted: your unit does this too.', hidden: 'Hidden. Its author reads why.', featured: 'It stands among the best practices.', unfeatured: 'It no longer stands among the best practices.'
}

export const WinPage = (view: WinView) => {
  const { roles, win, problem, done } = view
  return (
    <ProgramPage roles={roles} here='/program/quick-wins'>
      <Crumbs crumbs={[{ href: '/program/quick-wins', name: 'Quick wins' }, { name: win.headline }]} />
      <ErrorSummary title='This was not done' findings={problem === null ? [] : [{ ...(problem.at !== undefined && { at: problem.at }), sentence: problem.sentence }]} />
      {done !== null && doneTitles[done] !== undefined && <Notice tone='good' role='status' title={doneTitles[done]} />}
      {win.hidden !== null && <Notice tone='warn' title={`The office hid this on ${inWords(win.hidden.on)}`}><p>{win.hidden.reason}</p></Notice>}
      <WinCard win={win} whole />
      <Too {...view} />
      {may(roles, 'run-program') && win.hidden === null && <Office {...view} />}
    </ProgramPage>
  )
}

const Too = ({ win, units, form, problem }: WinView) => (
  <section class='stack' aria-labelledby='too'>
    <h2 id='too'>Who does this too</h2>
    {win.adoptions.length === 0 ? <p class='soft'>No other unit yet.</p> : <ul>{win.adoptions.map(({ unitId, unitName, on }) => <li key={unitId}>{unitName}, since {inWords(on)}</li>)}</ul>}
    {units !== null && win.hidden === null && (
      <>
        {!units.isWhole && (
          <form class='choose' method='get' action={`/program/quick-wins/${win.winId}`}>
            <Field name='find' type='search' label='Find a unit' value={units.find} maxlength={100} /><Button look='quiet'>Find</Button>
          </form>
        )}
        <form class='choose' method='post' action={`/program/quick-wins/${win.winId}/adoptions`}>
          <SelectField name='unitId' label='Unit' value={form.unitId} required choices={[{ value: '', label: 'Choose a unit' }, ...units.choices.map(({ unitId, name }) => ({ value: unitId, label: `${name} (${unitId})` }))]} {...problem?.at === 'unitId' && { problem: problem.sentence }} />
          <Button look='quiet'>We do this too</Button>
        </form>
      </>
    )}
  </section>
)

const Office = ({ win: { winId, featured, mayFeature }, form, problem }: WinView) => (
  <section class='stack' aria-labelledby='office'>
    <h2 id='office'>For the program office</h2>
    {mayFeature
      ? <form class='inline' method='post' action={`/program/quick-wins/${winId}/feature`}><Button look='quiet' name='featured' value={featured ? 'no' : 'yes'}>{featured ? 'Take it off the best practices' : 'Show it as a best practice'}</Button></form>
      : <p class='soft'>Its author did not agree to its being shown as a best practice.</p>}
    <form method='post' action={`/program/quick-wins/${winId}/hiding`}>
      <Field name='reason' label='Why it is hidden' hint='Its author reads it, and can share it anew in other words.' value={form.reason} required maxlength={300} {...problem?.at === 'reason' && { problem: problem.sentence }} />
      <Button look='grave'>Hide it</Button>
    </form>
  </section>
)
