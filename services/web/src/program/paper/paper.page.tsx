import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ButtonLink, ErrorSummary, Notice, type Finding } from '@weft/service-kit/page/controls'
import { Opening } from '../../frame/frame.page.tsx'
import { inWords } from '../../frame/words.ts'
import { ProgramPage } from '../program-page.page.tsx'
import { Fields } from './fields.page.tsx'
import { paperNames, type Content, type PaperName } from './paper.ts'
import { Shown } from './shown.page.tsx'

type About = { paper: PaperName, roles: readonly RoleName[] }
const hrefOf = (paper: PaperName) => `/program/${paper}`

type DraftView = About & { edit: number, content: Content, current: number, problems: readonly Finding[], said: 'saved' | null, refused: string | null }
export const DraftPage = ({ paper, roles, edit, content, current, problems, said, refused }: DraftView) => {
  const { title, one } = paperNames[paper]
  return (
    <ProgramPage roles={roles} here={hrefOf(paper)}>
      {refused !== null && <Notice tone='bad' role='alert' title='This was not saved'><p data-focus tabIndex={-1}>{refused}</p></Notice>}
      {said === 'saved' && <Notice tone='good' role='status' title='The draft is saved.' />}
      <ErrorSummary title='What is still missing' findings={problems} />
      <Opening kicker={title} title={current === 0 ? `Write ${one}` : `Version ${current + 1} of ${one}`}>
        <p>A draft that only the program office sees. {current > 0 && paper === 'priorities' ? 'Once it is published, everybody is asked again what they think: answers to the old wording are of the past.' : 'Nothing changes for anybody until it is published.'}</p>
      </Opening>
      <form method='post' action={`${hrefOf(paper)}/draft`} class='stack'>
        <input type='hidden' name='edit' value={edit} />
        <Fields paper={paper} content={content} problems={problems} />
        <div class='row'><Button name='next' value='publication'>Save and look at it</Button><Button look='quiet' name='next' value='draft'>Save the draft</Button></div>
      </form>
      {edit > 0 && <form class='inline' method='post' action={`${hrefOf(paper)}/draft/drop`}><input type='hidden' name='edit' value={edit} /><button class='link' type='submit'>Throw this draft away</button></form>}
    </ProgramPage>
  )
}

type PublicationView = About & { edit: number, content: Content, current: number, problems: readonly Finding[], refused: string | null }
/** The last look before everybody sees it. */
export const PublicationPage = ({ paper, roles, edit, content, current, problems, refused }: PublicationView) => {
  const { title, one } = paperNames[paper]
  return (
    <ProgramPage roles={roles} here={hrefOf(paper)}>
      {refused !== null && <Notice tone='bad' role='alert' title='This was not published'><p data-focus tabIndex={-1}>{refused}</p></Notice>}
      <Opening kicker={title} title={`Publish version ${current + 1} of ${one}?`}>
        <p>This is what everybody will read.</p>
      </Opening>
      {problems.length > 0 && <Notice tone='warn' title='It cannot be published yet'><ul>{problems.map(({ sentence }, place) => <li key={place}>{sentence}</li>)}</ul></Notice>}
      <div class='preview'><Shown paper={paper} content={content} /></div>
      {paper === 'priorities' && current > 0 && <Notice title='What happens then'><p>Answers to version {current} that were not counted yet are counted once more, where they are five or more. Then everybody is asked again. This cannot be taken back.</p></Notice>}
      <form method='post' action={`${hrefOf(paper)}/publication`} class='row'>
        <input type='hidden' name='edit' value={edit} />
        {problems.length === 0 && <Button>Publish {one}</Button>}
        <ButtonLink look='quiet' href={`${hrefOf(paper)}/draft`}>Back to the draft</ButtonLink>
      </form>
    </ProgramPage>
  )
}

type Version = { version: number, publishedOn: string, publishedBy: string | null, content: unknown }
export const VersionsPage = ({ paper, roles, versions, next }: About & { versions: readonly Version[], next: number | null }) => (
  <ProgramPage roles={roles} here={hrefOf(paper)}>
    <Opening kicker={paperNames[paper].title} title={`All versions of ${paperNames[paper].one}`}><p>Newest first. What was published is never changed: another wording is another version.</p></Opening>
    {versions.length === 0 && <p class='soft'>There are none yet.</p>}
    {versions.map(({ version, publishedOn, publishedBy, content }, place) => (
      <details key={version} open={place === 0}>
        <summary>Version {version}, since {inWords(publishedOn)}</summary>
        <p class='small soft'>Published by {publishedBy ?? 'somebody who has left'}.</p>
        <Shown paper={paper} content={content} />
      </details>
    ))}
    {next !== null && <p><ButtonLink look='quiet' href={`${hrefOf(paper)}/versions?before=${next}`}>Show older ones</ButtonLink></p>}
    <p><a href={hrefOf(paper)}>Back to {paperNames[paper].one}</a></p>
  </ProgramPage>
)
