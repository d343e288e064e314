import type { PortfolioCounts, PortfolioImportReply } from '@weft/contracts/program/portfolio-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import type { ComponentChildren } from 'preact'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { count, counted } from '../../frame/words.ts'
import { ProgramPage } from '../program-page.page.tsx'

const stepNames = ['Upload', 'Match columns', 'Check the rows', 'Apply'] as const
type FrameProps = { roles: readonly RoleName[], step: 1 | 2 | 3, title: string, run: PortfolioImportReply | null, wide?: boolean, children: ComponentChildren }

/** Around every step of an import of projects: where one is on the way, and that nothing has been written. */
export const ImportFrame = ({ roles, step, title, run, wide = false, children }: FrameProps) => (
  <ProgramPage roles={roles} here='/program/projects' wide={wide}>
    <Crumbs crumbs={[{ href: '/program/projects', name: 'Projects' }, { href: '/program/projects/imports', name: 'Imports' }, { name: run === null ? 'New import' : `Import ${run.number}` }]} />
    <nav class='way' aria-label='Steps of an import'>
      <ol>
        {stepNames.map((name, place) => (
          <li key={name} class={place + 1 < step ? 'way-done' : place + 1 === step ? 'way-now' : 'way-later'} aria-current={place + 1 === step ? 'step' : undefined}>
            <span class='way-number' aria-hidden='true'>{place + 1 < step ? '✓' : place + 1}</span><span>{name}</span>
          </li>
        ))}
      </ol>
    </nav>
    <Opening title={title}><p>{run !== null && <>{run.files.map(({ name, rows }, place) => <>{place > 0 && ', '}<b>{name}</b>, {counted(rows, 'row')}</>)}. </>}Nothing has been written yet.</p></Opening>
    {children}
    {run !== null && (
      <form class='inline' method='post' action={`/program/projects/imports/${run.runId}/drop`}>
        <button class='link' type='submit'>Drop this import and its files</button>
      </form>
    )}
  </ProgramPage>
)

/** Where every row is: four places that add up to all rows of the files. */
export const RowFigures = ({ counts: { rows, new: fresh, known, notProjects, refused } }: { counts: PortfolioCounts }) => (
  <div class='stack stack-tight'>
    <dl class='figures'>
      {([['New projects', fresh, false], ['There already', known, false], ['No projects', notProjects, false], ['Cannot be read', refused, refused > 0]] as const).map(([name, value, warns]) => (
        <div key={name} class={warns ? 'figure-warn' : 'figure-plain'}><dt>{name}</dt><dd>{count(value)}</dd></div>
      ))}
    </dl>
    <p class='soft'>{count(fresh)} + {count(known)} + {count(notProjects)} + {count(refused)} = {counted(rows, 'row')} of the files.</p>
  </div>
)
