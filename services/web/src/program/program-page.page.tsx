import type { ComponentChildren } from 'preact'
import type { RoleName } from '@weft/contracts/vocabulary'
import { may } from '../access/may.ts'
import { Page } from '../frame/frame.page.tsx'
import { sections } from './sections.ts'

type ProgramPageProps = { roles: readonly RoleName[], /** Address of the part that the page belongs to. */ here: string, wide?: boolean, children: ComponentChildren }

/** Around every page of the program: its parts in a row of links, those that the reader may see. */
export const ProgramPage = ({ roles, here, wide = false, children }: ProgramPageProps) => (
  <>
    <nav class='parts' aria-label='Parts of the program'>
      <ul>
        {sections.filter(({ action }) => may(roles, action)).map(({ href, name }) => (
          <li key={href}><a href={href} aria-current={href === here ? 'page' : undefined}>{name}</a></li>
        ))}
      </ul>
    </nav>
    <Page wide={wide}>{children}</Page>
  </>
)
