import { disciplineName, disciplines } from '@weft/contracts/program/discipline-api'
import { prompts, type WinRate, type WinsReply } from '@weft/contracts/program/win-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ButtonLink, Notice, SelectField } from '@weft/service-kit/page/controls'
import { Table } from '@weft/service-kit/page/table'
import { may } from '../../access/may.ts'
import { Opening } from '../../frame/frame.page.tsx'
import { address, counted, inWords } from '../../frame/words.ts'
import { ProgramPage } from '../program-page.page.tsx'
import { WinCard } from './win-card.page.tsx'

export type QuickWinsView = WinsReply & { roles: readonly RoleName[], rate: WinRate, prompt: string | undefined, discipline: string | undefined, featured: boolean, later: boolean, done: string | null }

const doneTitles: Readonly<Record<string, string>> = { thanked: 'Thanks said. Whoever wrote it sees the number, not who.', withdrawn: 'Taken back. Its text is deleted.' }

export const QuickWinsPage = (view: QuickWinsView) => {
  const { roles, wins, next, prompt, discipline, featured, later, done } = view
  return (
    <ProgramPage roles={roles} here='/program/quick-wins'>
      <Opening kicker='Quick wins' title='What works for customers'>
        <p>Small things that somebody tried and others can use. A value before and after makes it a win; without, it is a story, and stories are welcome.</p>
      </Opening>
      {done !== null && doneTitles[done] !== undefined && <Notice tone='good' role='status' title={doneTitles[done]} />}
      <p class='row'>
        <ButtonLink href='/program/quick-wins/new'>Share a quick win</ButtonLink>
        {may(roles, 'see-portfolio') && <a href='/program/quick-wins.csv'>Download as CSV</a>}
      </p>
      <form class='choose' method='get' action='/program/quick-wins' aria-label='Choose quick wins'>
        <SelectField name='prompt' label='Question' value={prompt ?? ''} choices={[{ value: '', label: 'All four' }, ...prompts.map(({ id, name }) => ({ value: id, label: name }))]} />
        <SelectField name='discipline' label='Discipline' value={discipline ?? ''} choices={[{ value: '', label: 'All eight' }, ...disciplines.map(({ id, name }) => ({ value: id, label: name }))]} />
        <SelectField name='featured' label='Show' value={featured ? 'yes' : ''} choices={[{ value: '', label: 'All' }, { value: 'yes', label: 'Best practices' }]} />
        <Button look='quiet'>Show</Button>
      </form>
      <section class='stack' aria-labelledby='feed'>
        <h2 id='feed'>{featured ? 'Best practices' : 'Newest first'}</h2>
        {wins.length === 0
          ? <p class='soft'>{later ? 'There are no more.' : prompt === undefined && discipline === undefined && !featured ? 'Nothing is shared yet. The first one is yours: what went better for a customer this week?' : 'Nothing of this kind yet.'}</p>
          : wins.map(win => <WinCard key={win.winId} win={win} />)}
      </section>
      {next !== null && <p><ButtonLink look='quiet' href={address('/program/quick-wins', { prompt, discipline, ...(featured && { featured: 'yes' }), after: next })}>Show more</ButtonLink></p>}
      <Rate rate={view.rate} />
    </ProgramPage>
  )
}

const Rate = ({ rate: { weeks, disciplines: found } }: { rate: WinRate }) => {
  const all = weeks.reduce((sum, { wins, stories }) => sum + wins + stories, 0)
  return (
    <details class='more'>
      <summary>{counted(all, 'quick win')} in {counted(weeks.length, 'week')}</summary>
      <div class='stack'>
        <Table id='rate' caption='Shared in each week, from Monday to Sunday; the last week still runs. What was taken back or hidden does not count.' columns={[{ key: 'w', head: 'Week from' }, { key: 'n', head: 'Wins, with evidence', number: true }, { key: 's', head: 'Stories', number: true }]}
          rows={weeks.map(({ monday, wins, stories }) => ({ key: monday, cells: [inWords(monday), wins, stories] }))} />
        {found.length > 0 && <p>By discipline: {found.map(({ discipline, count }) => `${disciplineName(discipline)} ${count}`).join(', ')}.</p>}
      </div>
    </details>
  )
}
