import type { CoverageReply, DefinitionReply } from '@weft/contracts/program/definition-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ButtonLink, Notice } from '@weft/service-kit/page/controls'
import { Table } from '@weft/service-kit/page/table'
import { may } from '../../access/may.ts'
import { Opening } from '../../frame/frame.page.tsx'
import { count, inWords } from '../../frame/words.ts'
import { Texts } from '../paper/shown.page.tsx'
import { ProgramPage } from '../program-page.page.tsx'

type DefinitionView = { roles: readonly RoleName[], reply: DefinitionReply, refused: string | null, done: 'read' | 'published' | 'dropped' | null }
export const DefinitionPage = ({ roles, reply: { version, publishedOn, texts, acknowledged, mayAcknowledge }, refused, done }: DefinitionView) => (
  <ProgramPage roles={roles} here='/program/definition'>
    {refused !== null && <Notice tone='bad' role='alert' title='This was not noted'><p data-focus tabIndex={-1}>{refused}</p></Notice>}
    {done === 'published' && <Notice tone='good' role='status' title='The definition is published.' />}
    {done === 'dropped' && <Notice tone='good' role='status' title='The draft is gone.' />}
    <Opening kicker={version === 0 ? 'Definition' : `Version ${version}, since ${inWords(publishedOn ?? '')}`} title='What customer centricity means here'>
      <p>Customer focus and customer centricity are easily taken for the same. This is what we mean.</p>
    </Opening>
    {version === 0 ? <p class='soft'>The program office has not published it yet.</p> : <Texts texts={texts} />}
    {version > 0 && mayAcknowledge && (acknowledged === version
      ? <Notice tone='good' {...done === 'read' && { role: 'status' as const }} title='You have read this version.' />
      : (
        <form method='post' action='/program/definition/read' class='stack'>
          {acknowledged !== null && <p>You have read version {acknowledged}. The wording has changed since.</p>}
          <input type='hidden' name='version' value={version} />
          <div><Button>I have read it</Button></div>
          <p class='small soft'>Only you see whether you have. The program office sees how many of a unit have, in bands.</p>
        </form>
        ))}
    <p class='row'>
      {may(roles, 'run-program') && <><ButtonLink look='quiet' href='/program/definition/draft'>{version === 0 ? 'Write the definition' : 'Change the definition'}</ButtonLink>{version > 0 && <a href='/program/definition/coverage'>Who has read it, by unit</a>}</>}
      {version > 0 && <a href='/program/definition/versions'>All versions</a>}
    </p>
  </ProgramPage>
)

export const CoveragePage = ({ roles, reply: { version, units, next } }: { roles: readonly RoleName[], reply: CoverageReply }) => (
  <ProgramPage roles={roles} here='/program/definition'>
    <Opening kicker='Definition' title='How many have read it'><p>People of a unit with all below it, in bands at least six wide. Of fewer than ten people nothing is said.</p></Opening>
    {units.length === 0
      ? <p class='soft'>There is no unit with ten people or more.</p>
      : <Table id='coverage' caption={`Version ${version}`} columns={[{ key: 'u', head: 'Unit' }, { key: 'p', head: 'People', number: true }, { key: 'r', head: 'Have read it', number: true }]}
          rows={units.map(({ unitId, name, people, atLeast, atMost }) => ({ key: unitId, cells: [name, count(people), `${count(atLeast)} to ${count(atMost)}`] }))} />}
    <details class='more'>
      <summary>How this is computed, and what it does not say</summary>
      <div class='stack stack-tight'>
        <p>A unit with fewer than ten people counts in the one above. Where subtracting would tell of fewer than ten, the smallest unit beside it is not shown either. The others show a range, so that nobody sees one more come.</p>
        <p>Example: one person in the top unit alone, 30 in East of whom 23 have read it, 12 in West of whom 7 have. East shows “18 to 23 of 30”. West is not shown: with East and the whole it would tell of the one person at the top. All show “30 to 35 of 43”.</p>
        <p>It does not say who has, and it does not say whether anybody agrees.</p>
      </div>
    </details>
    {next !== null && <p><ButtonLink look='quiet' href={`/program/definition/coverage?${new URLSearchParams({ after: next }).toString()}`}>Show more</ButtonLink></p>}
  </ProgramPage>
)
