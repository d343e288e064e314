import type { ComponentChildren } from 'preact'
import type { RoleName } from '@weft/contracts/vocabulary'
import { may } from '../access/may.ts'
import { Page } from '../frame/frame.page.tsx'
import { sections, type Section } from './sections.ts'

type ProgramPageProps = { roles: readonly RoleName[], /** Address of the part that the page belongs to. */ here: string, wide?: boolean, children: ComponentChildren }

/** Around every page of the program: its parts, those that the reader may see. */
export const ProgramPage = ({ roles, here, wide = false, children }: ProgramPageProps) => (
  <>
    <Parts roles={roles} here={here} />
    <Page wide={wide}>{children}</Page>
  </>
)

/** The parts in a row of links; what one needs less often stands behind "More". On a phone all of them stand behind one line. */
export const Parts = ({ roles, here }: Pick<ProgramPageProps, 'roles' | 'here'>) => {
  const seen = sections.filter(({ action }) => may(roles, action))
  const further = seen.filter(section => section.further === true)
  const current = further.find(({ href }) => href === here)
  return (
    <>
      <NarrowParts all={seen} here={here} />
      <nav class='parts' aria-label='Parts of the program'>
        <Links {...{ here }} all={seen.filter(section => section.further !== true)} />
        {further.length > 0 && (
          <details>
            <summary class={current === undefined ? '' : 'parts-here'}>{current === undefined ? 'More' : `More: ${current.name}`}</summary>
            <Links {...{ here }} all={further} />
          </details>
        )}
      </nav>
    </>
  )
}

/** On a phone all parts stand behind one line that says where the reader is. One of the two is shown, the other is not there for anybody. */
const NarrowParts = ({ all, here }: { all: readonly Section[], here: string }) => (
  <nav class='parts-narrow' aria-label='Parts of the program'>
    <details>
      <summary>Program<span class='parts-where'>{all.find(({ href }) => href === here)?.name ?? 'all parts'}</span></summary>
      <Links {...{ here, all }} />
    </details>
  </nav>
)

const Links = ({ all, here }: { all: readonly Section[], here: string }) => (
  <ul>
    {all.map(({ href, name }) => <li key={href}><a href={href} aria-current={href === here ? 'page' : undefined}>{name}</a></li>)}
  </ul>
)
