import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ErrorSummary, Field, TextArea } from '@weft/service-kit/page/controls'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { findingsOf, problemAt, type FormProblem } from '../../frame/form-problem.ts'
import { ProgramPage } from '../program-page.page.tsx'

/** `forumId`: chosen with the form, so that it plans one forum however often it is sent. */
export type ForumForm = { forumId: string, title: string, day: string, statement: string }

export const NewForumPage = ({ roles, form, problem }: { roles: readonly RoleName[], form: ForumForm, problem: FormProblem | null }) => {
  const at = problemAt(problem)
  return (
    <ProgramPage roles={roles} here='/program/start'>
      <Crumbs crumbs={[{ href: '/program/start', name: 'Start' }, { name: 'Plan a forum' }]} />
      <Opening title='Plan a leaders’ forum'>Leaders vote on one statement, debate it in two sides, and vote again.</Opening>
      {problem !== null && <ErrorSummary title='The forum is not planned yet' findings={findingsOf(problem)} />}
      <form method='post' action='/program/start/forums'>
        <input type='hidden' name='forumId' value={form.forumId} />
        <Field name='title' label='Title' value={form.title} required maxlength={200} {...at('title')} />
        <Field name='day' type='date' label='Day' value={form.day} required short {...at('day')} />
        <TextArea name='statement' label='Statement for the debate' hint='Something one can agree with or not.' value={form.statement} required maxlength={500} rows={2} {...at('statement')} />
        <Button>Plan the forum</Button>
      </form>
    </ProgramPage>
  )
}
