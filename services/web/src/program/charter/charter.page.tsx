import type { CharterReply, Mandate } from '@weft/contracts/program/charter-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { ButtonLink, Notice } from '@weft/service-kit/page/controls'
import { may } from '../../access/may.ts'
import { Opening } from '../../frame/frame.page.tsx'
import { inWords } from '../../frame/words.ts'
import { VisionAndGoals } from '../paper/shown.page.tsx'
import { ProgramPage } from '../program-page.page.tsx'

const vacant: Record<Exclude<Mandate['why'], 'sponsored' | 'no-charter'>, string> = {
  'no-sponsor': 'The charter names nobody who stands behind the program. Programs without a sponsor fall apart: find one and publish the next version.',
  'sponsor-left': 'The sponsor is not in the directory any more. Find somebody else and publish the next version.'
}

export const CharterPage = ({ roles, reply: { charter, mandate }, done }: { roles: readonly RoleName[], reply: CharterReply, done: 'published' | 'dropped' | null }) => (
  <ProgramPage roles={roles} here='/program/charter'>
    {done === 'published' && <Notice tone='good' role='status' title='The charter is published.' />}
    {done === 'dropped' && <Notice tone='good' role='status' title='The draft is gone.' />}
    {mandate.why !== 'sponsored' && mandate.why !== 'no-charter' && <Notice tone='warn' title='Mandate vacant'><p>{vacant[mandate.why]}</p></Notice>}
    <Opening kicker={charter === null ? 'Charter' : `Charter, version ${charter.version}, since ${inWords(charter.publishedOn)}`} title={charter === null ? 'The program has no charter yet' : 'What this program is for'}>
      {charter === null && <p>A charter says in one page who stands behind the program, what it credibly can reach, and with what. {may(roles, 'run-program') ? 'Begin with it.' : 'The program office writes it.'}</p>}
    </Opening>
    {charter !== null && <VisionAndGoals {...charter} sponsor={charter.sponsor?.name ?? (mandate.why === 'sponsor-left' ? 'Has left' : null)} />}
    <p class='row'>
      {may(roles, 'run-program') && <ButtonLink look={charter === null ? 'main' : 'quiet'} href='/program/charter/draft'>{charter === null ? 'Write the charter' : 'Change the charter'}</ButtonLink>}
      <a href='/program/priorities'>The priorities</a> <a href='/program/definition'>What customer centricity means here</a>
      {charter !== null && <a href='/program/charter/versions'>All versions</a>}
    </p>
  </ProgramPage>
)
