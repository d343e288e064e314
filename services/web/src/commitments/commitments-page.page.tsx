import type { ComponentChildren } from 'preact'
import type { RoleName } from '@weft/contracts/vocabulary'
import { may } from '../access/may.ts'
import { Page } from '../frame/frame.page.tsx'
import { sections } from './sections.ts'

type CommitmentsPageProps = { roles: readonly RoleName[], /** Address of the part that the page belongs to. */ here: string, wide?: boolean, children: ComponentChildren }

/** Around every page about commitments: its parts in a row of links, those that the reader may see. One part alone needs no row. */
export const CommitmentsPage = ({ roles, here, wide = false, children }: CommitmentsPageProps) => {
  const seen = sections.filter(({ action }) => may(roles, action))
  return (
    <>
      {seen.length > 1 && (
        <nav class='parts' aria-label='Parts of commitments'>
          <ul>{seen.map(({ href, name }) => <li key={href}><a href={href} aria-current={href === here ? 'page' : undefined}>{name}</a></li>)}</ul>
        </nav>
      )}
      <Page wide={wide}>{children}</Page>
    </>
  )
}
