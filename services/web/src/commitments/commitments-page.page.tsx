import type { ComponentChildren } from 'preact'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Page } from '../frame/frame.page.tsx'
import { groupNames, groupsFor, type Section } from './sections.ts'

type CommitmentsPageProps = { roles: readonly RoleName[], /** Address of the part that the page belongs to. */ here: string, wide?: boolean, children: ComponentChildren }
type PartsProps = { groups: ReturnType<typeof groupsFor>, here: string }

/** Around every page about commitments: its parts in a row of links, those that the reader may see, by whom they are about. */
export const CommitmentsPage = ({ roles, here, wide = false, children }: CommitmentsPageProps) => {
  const groups = groupsFor(roles)
  return (
    <>
      <NarrowParts {...{ groups, here }} />
      <Parts {...{ groups, here }} />
      <Page wide={wide}>{children}</Page>
    </>
  )
}

/** Groups stand apart from each other; what one needs seldom stands behind "More". */
const Parts = ({ groups, here }: PartsProps) => {
  const more = groups.find(({ group }) => group === 'more')?.all ?? []
  const current = more.find(({ href }) => href === here)
  return (
    <nav class='parts parts-grouped' aria-label='Parts of commitments'>
      {groups.filter(({ group }) => group !== 'more').map(({ group, all }) => <Links key={group} name={groupNames[group]} {...{ here, all }} />)}
      {more.length > 0 && (
        <details>
          <summary class={current === undefined ? '' : 'parts-here'}>{current === undefined ? 'More' : `More: ${current.name}`}</summary>
          <Links all={more} here={here} />
        </details>
      )}
    </nav>
  )
}

/** On a phone all parts stand behind one line that says where the reader is. One of the two is shown, the other is not there for anybody. */
const NarrowParts = ({ groups, here }: PartsProps) => (
  <nav class='parts-narrow' aria-label='Parts of commitments'>
    <details>
      <summary>Commitments<span class='parts-where'>{groups.flatMap(({ all }) => all).find(({ href }) => href === here)?.name ?? 'all parts'}</span></summary>
      {groups.map(({ group, all }) => <div key={group}><p class='parts-group' aria-hidden='true'>{groupNames[group]}</p><Links name={groupNames[group]} {...{ here, all }} /></div>)}
    </details>
  </nav>
)

const Links = ({ all, here, name }: { all: readonly Section[], here: string, name?: string }) => (
  <ul aria-label={name}>{all.map(({ href, name: part }) => <li key={href}><a href={href} aria-current={href === here ? 'page' : undefined}>{part}</a></li>)}</ul>
)
