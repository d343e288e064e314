import { Document, SkipLink } from '@weft/service-kit/page/document'
import { Unseen } from '@weft/service-kit/page/controls'
import type { ComponentChildren } from 'preact'
import { may, type Action } from '../access/may.ts'
import type { Person } from '../access/person.ts'
import { roleNames } from './role-names.ts'

/** Addresses of what the browser loads beside the page. */
export type Look = { styles: readonly string[], scripts: readonly string[], mark: string }

type FrameProps = { title: string, look: Look, person: Person | null, /** Everybody here is invented. */ demonstration: boolean, /** Path of the page, to mark where the reader is. */ path: string, children: ComponentChildren }

const places: readonly { href: string, name: string, action: Action }[] = [
  { href: '/', name: 'Program', action: 'see-program' },
  { href: '/commitments', name: 'Commitments', action: 'take-part' },
  { href: '/heat-map', name: 'Heat map', action: 'see-own-units' },
  { href: '/waves', name: 'Waves', action: 'see-waves' },
  { href: '/people', name: 'People', action: 'see-organisation' },
  { href: '/held-up', name: 'Held up', action: 'see-held-up' },
  { href: '/roles', name: 'Roles', action: 'see-grants' },
  { href: '/keys', name: 'Access keys', action: 'hold-keys' },
  { href: '/audit', name: 'Audit log', action: 'see-audit' }
]
/** Whether a path is that address or one below it. */
export const isBelow = (href: string, path: string): boolean => path === href || path.startsWith(`${href}/`)
const isHere = (href: string, path: string) => href === '/' ? path === '/' || path.startsWith('/program/') : isBelow(href, path)

/** What every page of the door has around it. */
export const Frame = ({ title, look, person, demonstration, path, children }: FrameProps) => (
  <Document lang='en' title={title === 'Weft' ? title : `${title} – Weft`} styles={look.styles} scripts={look.scripts} icon={look.mark}>
    <SkipLink>Skip to the page</SkipLink>
    <header class='masthead'>
      <div class='masthead-row'>
        <a class='brand' href='/'><img src={look.mark} alt='' width='32' height='32' />Weft</a>
        {person !== null && <Menu {...{ person, path }} />}
        {person !== null && <Places {...{ person, path }} />}
        {person !== null && <Who person={person} />}
      </div>
      <div class='thread' />
      {demonstration && <p class='demonstration'><strong>Demonstration data.</strong> This company and everybody in it are invented.</p>}
    </header>
    <main id='main' tabIndex={-1}>{children}</main>
    <footer class='foot'>
      <p><a href='/who-sees-what'>Who sees what</a></p>
      <p>Survey answers are confidential: Weft shows groups, never persons.</p>
    </footer>
  </Document>
)

const Places = ({ person, path }: { person: Person, path: string }) => (
  <nav class='places' aria-label='Main'>
    <ul>
      {places.filter(({ action }) => may(person.roles, action)).map(({ href, name }) => (
        <li key={href}><a href={href} aria-current={isHere(href, path) ? 'page' : undefined}>{name}</a></li>
      ))}
    </ul>
  </nav>
)

/** The same on a phone, behind one line, so that a page begins on its first screen. One of the two is shown, the other is not there for anybody. */
const Menu = ({ person, path }: { person: Person, path: string }) => (
  <details class='menu'>
    <summary>Menu</summary>
    <div><Places {...{ person, path }} /><Who person={person} /></div>
  </details>
)

/** Everybody is an employee: that is said of those only who are nothing besides. */
const rolesIn = ({ name, roles }: Person) => roles.filter(role => role !== 'employee' || roles.length === 1).map(role => roleNames[role]).filter(role => role !== name).join(', ')

const Who = ({ person }: { person: Person }) => (
  <form class='who' method='post' action='/sign-out'>
    <p><Unseen>Signed in as </Unseen><span class='who-name'>{person.name}</span> <span class='who-role'>{rolesIn(person)}</span></p>
    <button class='link' type='submit'>Sign out</button>
  </form>
)

/** A page of text and forms; `wide` for tables. */
export const Page = ({ wide = false, children }: { wide?: boolean, children: ComponentChildren }) => <div class={`page stack stack-loose${wide ? ' page-wide' : ''}`}>{children}</div>

/** The one h1, with what it belongs to above and what it means below. */
export const Opening = ({ kicker, title, children }: { kicker?: ComponentChildren, title: ComponentChildren, children?: ComponentChildren }) => (
  <div class='stack stack-tight'>
    {kicker !== undefined && <p class='kicker'>{kicker}</p>}
    <h1>{title}</h1>
    {children !== undefined && <div class='lead'>{children}</div>}
  </div>
)

export type Crumb = { href?: string, name: string }
export const Crumbs = ({ crumbs, label = 'Where you are' }: { crumbs: readonly Crumb[], label?: string }) => (
  <nav class='crumbs' aria-label={label}>
    <ol>{crumbs.map(({ href, name }) => <li key={name + (href ?? '')}>{href === undefined ? <span aria-current='page'>{name}</span> : <a href={href}>{name}</a>}</li>)}</ol>
  </nav>
)
