import type { ComponentChildren } from 'preact'
import type { RoleName } from '@weft/contracts/vocabulary'
import { may } from '../access/may.ts'
import { Page } from '../frame/frame.page.tsx'
import { sections, type Section } from './sections.ts'

type CommitmentsPageProps = { roles: readonly RoleName[], /** Address of the part that the page belongs to. */ here: string, wide?: boolean, children: ComponentChildren }

/** Around every page about commitments: its parts in a row of links, those that the reader may see. One part alone needs no row. */
export const CommitmentsPage = ({ roles, here, wide = false, children }: CommitmentsPageProps) => {
  const seen = sections.filter(({ action }) => may(roles, action))
  return (
    <>
      {seen.length > 1 && <NarrowParts all={seen} here={here} />}
      {seen.length > 1 && <nav class='parts' aria-label='Parts of commitments'><Links all={seen} here={here} /></nav>}
      <Page wide={wide}>{children}</Page>
    </>
  )
}

/** On a phone all parts stand behind one line that says where the reader is. One of the two is shown, the other is not there for anybody. */
const NarrowParts = ({ all, here }: { all: readonly Section[], here: string }) => (
  <nav class='parts-narrow' aria-label='Parts of commitments'>
    <details>
      <summary>Commitments<span class='parts-where'>{all.find(({ href }) => href === here)?.name ?? 'all parts'}</span></summary>
      <Links {...{ here, all }} />
    </details>
  </nav>
)

const Links = ({ all, here }: { all: readonly Section[], here: string }) => (
  <ul>{all.map(({ href, name }) => <li key={href}><a href={href} aria-current={href === here ? 'page' : undefined}>{name}</a></li>)}</ul>
)
