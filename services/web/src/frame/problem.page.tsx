import type { Problem } from '@weft/service-kit/refusal'
import { ButtonLink } from '@weft/service-kit/page/controls'
import { Table } from '@weft/service-kit/page/table'
import { Opening, Page } from './frame.page.tsx'

export type ProblemView = { status: number, code: string, sentence: string, problems: readonly Problem[], signedIn: boolean }

const titles: Record<number, string> = {
  401: 'Please sign in again',
  403: 'This page is not open to your role',
  404: 'There is nothing here',
  413: 'This file is too large',
  429: 'Too often in a short time',
  503: 'Not reachable right now'
}

/** Any page that could not be: what happened, what is safe, what to do. */
export const ProblemPage = ({ status, code, sentence, problems, signedIn }: ProblemView) => (
  <Page>
    <Opening kicker={`${status} · ${code}`} title={titles[status] ?? (status >= 500 ? 'Something went wrong here' : 'This could not be done')}>
      <p>{sentence}</p>
    </Opening>
    {status === 403 && <p>Nothing is wrong with your account. The program office gives roles: for good in the people file, or for a time on its page of roles. <a href='/who-sees-what'>Who sees what</a></p>}
    <Findings problems={problems} />
    <p class='row'>
      {signedIn ? <ButtonLink href='/'>Go to the program</ButtonLink> : <ButtonLink href='/sign-in'>Sign in</ButtonLink>}
    </p>
  </Page>
)

/** Where sentences of one kind differ, each stands at its own place: the first would be untrue of the others. */
const Group = ({ code, found }: { code: string, found: readonly Problem[] }) => {
  const examples = found.slice(0, 3)
  return new Set(found.map(({ sentence }) => sentence)).size === 1
    ? (
      <section class='finding-group'>
        <h2>{found[0]?.sentence}</h2>
        <p class='soft'>{found.length === 1 ? 'In one place' : `In ${found.length} places`}: {examples.map(({ at }) => at).join(', ')}{found.length > 3 && ' and more'}. <code>{code}</code></p>
      </section>
      )
    : (
      <section class='finding-group'>
        <h2>{found.length} things do not fit</h2>
        <ul>{examples.map(({ at, sentence }, place) => <li key={place}><b>{at}</b>: {sentence}</li>)}</ul>
        <p class='soft'>{found.length > 3 && 'There are more. '}<code>{code}</code></p>
      </section>
      )
}

/** Findings of a file or a form: grouped by what is to be done, three examples each, the rest in a table. */
export const Findings = ({ problems }: { problems: readonly Problem[] }) => {
  if (problems.length === 0) return null
  const groups = Map.groupBy(problems, problem => problem.code)
  return (
    <div class='stack'>
      {[...groups].map(([code, found]) => <Group key={code} code={code} found={found} />)}
      {problems.length > 3 && (
        <details>
          <summary>Show each of the {problems.length}</summary>
          <Table id='findings' caption='The first findings, at most 100' columns={[{ key: 'at', head: 'Where' }, { key: 'what', head: 'What' }]}
            rows={problems.map(({ at, sentence }, place) => ({ key: String(place), cells: [at, sentence] }))} />
        </details>
      )}
    </div>
  )
}
