import type { Overlap, OverlapKind, OverlapSide, OverlapsReply } from '@weft/contracts/program/overlap-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ButtonLink, ErrorSummary, Notice, Tag, type Finding } from '@weft/service-kit/page/controls'
import { may } from '../../access/may.ts'
import { Opening } from '../../frame/frame.page.tsx'
import { address, count } from '../../frame/words.ts'
import { ProgramPage } from '../program-page.page.tsx'

const kinds: Readonly<Record<OverlapKind, { name: string, about: string, none: string }>> = {
  duplicate: { name: 'Duplicates', about: 'Probably the same undertaking under two names. Merge one into the other, or say that they differ.', none: 'Not the same' },
  contradiction: { name: 'Contradictions', about: 'Both cannot succeed for the same customers or in the same unit. Somebody has to choose.', none: 'No contradiction' },
  overlap: { name: 'Overlaps', about: 'Different projects at the same spot: of discipline, customers, unit and owner they share at least three.', none: 'No overlap' },
  orphan: { name: 'Orphans', about: 'Nobody leads it, nobody stands behind it, or nobody has said for whom or what for.', none: 'Not missing' }
}
const order: readonly OverlapKind[] = ['duplicate', 'contradiction', 'overlap', 'orphan']
export type OverlapsView = { roles: readonly RoleName[], list: OverlapsReply, kind: OverlapKind, dismissed: boolean, done: 'merged' | 'dismissed' | 'taken-back' | null, problems: readonly Finding[] }
const said = { merged: 'The project is merged. Its history stays with the one that goes on.', dismissed: 'It is off the list until one of the two texts changes. You find it under “Dismissed”.', 'taken-back': 'It stands on the list again.' }

/** /program/projects/overlaps: what is doubled, contradicts, overlaps or is an orphan, side by side, with reasons. */
export const OverlapsPage = ({ roles, list, kind, dismissed, done, problems }: OverlapsView) => (
  <ProgramPage roles={roles} here='/program/projects/overlaps'>
    <Opening kicker='Projects' title='Overlaps and orphans'>
      <p>{count(list.projects)} projects that go on were laid side by side. Each finding says why. Nothing happens until you decide.</p>
    </Opening>
    <ErrorSummary title='Nothing was saved' findings={problems} />
    {done !== null && <Notice tone='good' role='status' title={said[done]} />}
    {!list.upToDate && <Notice title='Projects have changed since the last look.'><p>They are being laid side by side again. Open this page again in a moment.</p></Notice>}
    <nav class='switch' aria-label='Findings by kind'>
      {order.map(one => <a key={one} href={address('/program/projects/overlaps', { kind: one })} aria-current={!dismissed && one === kind ? 'page' : undefined}>{kinds[one].name} {count(list.counts[one])}</a>)}
      <a href={address('/program/projects/overlaps', { kind, dismissed: 'yes' })} aria-current={dismissed ? 'page' : undefined}>Dismissed {count(list.counts.dismissed)}</a>
    </nav>
    <p class='soft'>{dismissed ? `${kinds[kind].name} that somebody said are none. Each holds until one of the two texts changes.` : kinds[kind].about} <a href='/program/projects/overlaps/method'>How this is found</a></p>
    {list.findings.length === 0
      ? <p class='soft'>{list.lookedAt === null ? 'The projects have not been laid side by side yet.' : 'There is none.'}</p>
      : <ol class='tries'>{list.findings.map(one => <li key={`${one.a.initiativeId}${one.b?.initiativeId ?? ''}`}><Found one={one} decides={may(roles, 'run-program')} /></li>)}</ol>}
    {list.next !== null && <p><ButtonLink look='quiet' href={address('/program/projects/overlaps', { kind, dismissed: dismissed ? 'yes' : undefined, after: String(list.next) })}>Show more</ButtonLink></p>}
  </ProgramPage>
)

const Found = ({ one, decides }: { one: Overlap, decides: boolean }) => (
  <article class='card stack stack-tight' aria-label={one.b === null ? one.a.title : `${one.a.title} and ${one.b.title}`}>
    <div class='pair'>
      <Side one={one.a} />
      {one.b !== null && <Side one={one.b} />}
    </div>
    <p class='row small soft'>{one.b !== null && <Tag>{one.sure >= 0.75 ? 'Fairly sure' : 'Worth a look'}</Tag>}</p>
    <ul class='small'>{one.reasons.map(reason => <li key={reason}>{reason}</li>)}</ul>
    {one.dismissed !== null && <p class='small'>{one.dismissed.by ?? 'Somebody'} on {one.dismissed.at.slice(0, 10)}: {one.dismissed.reason}</p>}
    {decides && <Decide one={one} />}
  </article>
)

const Side = ({ one }: { one: OverlapSide }) => (
  <div class='stack stack-tight'>
    <h2 class='small'><a href={`/program/projects/${one.initiativeId}`}>{one.number}. {one.title}</a></h2>
    <p class='small'>{one.goal ?? 'No goal said.'}</p>
    <p class='small soft'>{[one.owner ?? 'no owner', one.unit, one.customers === null ? null : `for ${one.customers}`].filter(Boolean).join(' · ')}</p>
  </div>
)

/** Many forms stand on one page: each field has an id of its own. */
const keyOf = ({ a, b }: Overlap): string => b === null ? String(a.number) : `${a.number}-${b.number}`

const Decide = ({ one }: { one: Overlap }) => (
  <details>
    <summary>Decide</summary>
    <form method='post' action='/program/projects/overlaps' class='stack stack-tight'>
      <input type='hidden' name='kind' value={one.kind} />
      <input type='hidden' name='a' value={one.a.initiativeId} />
      <input type='hidden' name='versionA' value={one.a.version} />
      <input type='hidden' name='b' value={one.b?.initiativeId ?? ''} />
      <input type='hidden' name='versionB' value={one.b?.version ?? ''} />
      {one.dismissed === null && (
        <div class='field'>
          <label class='label' for={`why-${keyOf(one)}`}>Why</label>
          <span class='hint' id={`why-${keyOf(one)}-hint`}>One sentence. It stays with the decision.</span>
          <textarea class='input' id={`why-${keyOf(one)}`} name='reason' rows={2} aria-describedby={`why-${keyOf(one)}-hint`} />
        </div>
      )}
      <p class='row'>
        {one.dismissed === null && one.b !== null && one.kind !== 'contradiction' && <>
          <Button name='deed' value='b-into-a'>Merge {one.b.number} into {one.a.number}</Button>
          <Button look='quiet' name='deed' value='a-into-b'>Merge {one.a.number} into {one.b.number}</Button>
        </>}
        {one.dismissed === null ? <Button look='quiet' name='deed' value='dismiss'>{kinds[one.kind].none}</Button> : <Button look='quiet' name='deed' value='take-back'>Put it back on the list</Button>}
      </p>
    </form>
  </details>
)
