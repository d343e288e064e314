import type { ComponentChildren } from 'preact'
import type { RoleName } from '@weft/contracts/vocabulary'
import { may } from '../access/may.ts'
import { Page } from '../frame/frame.page.tsx'
import { sections, type Section } from './sections.ts'

type ProgramPageProps = { roles: readonly RoleName[], /** Address of the part that the page belongs to. */ here: string, wide?: boolean, children: ComponentChildren }

/** Around every page of the program: its parts in a row of links, those that the reader may see; what one needs less often stands behind "More". */
export const ProgramPage = ({ roles, here, wide = false, children }: ProgramPageProps) => {
  const seen = sections.filter(({ action }) => may(roles, action))
  const further = seen.filter(section => section.further === true)
  const current = further.find(({ href }) => href === here)
  return (
    <>
      <nav class='parts' aria-label='Parts of the program'>
        <Links {...{ here }} all={seen.filter(section => section.further !== true)} />
        {further.length > 0 && (
          <details>
            <summary class={current === undefined ? '' : 'parts-here'}>{current === undefined ? 'More' : `More: ${current.name}`}</summary>
            <Links {...{ here }} all={further} />
          </details>
        )}
      </nav>
      <Page wide={wide}>{children}</Page>
    </>
  )
}

const Links = ({ all, here }: { all: readonly Section[], here: string }) => (
  <ul>
    {all.map(({ href, name }) => <li key={href}><a href={href} aria-current={href === here ? 'page' : undefined}>{name}</a></li>)}
  </ul>
)
