import { aspects, type Rated } from '@weft/contracts/program/readiness-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ErrorSummary, SelectField, TextArea, type Finding } from '@weft/service-kit/page/controls'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { ProgramPage } from '../program-page.page.tsx'
import { levels, quarterInWords } from './readiness.page.tsx'

type View = { roles: readonly RoleName[], quarter: string, version: number, rated: readonly Rated[], problems: readonly Finding[] }

/** /program/readiness/:quarter/review */
export const ReviewFormPage = ({ roles, quarter, version, rated, problems }: View) => (
  <ProgramPage roles={roles} here='/program/readiness'>
    <ErrorSummary title='The review was not saved' findings={problems} />
    <Crumbs crumbs={[{ href: '/program/readiness', name: 'Readiness' }, { name: 'Review' }]} />
    <Opening kicker={quarterInWords(quarter)} title='Review the nine aspects'>
      <p>For each: how far is it, and what is to be seen? Saving keeps the version before.</p>
    </Opening>
    <form method='post' action={`/program/readiness/${quarter}/review`}>
      <input type='hidden' name='version' value={String(version)} />
      {aspects.map(({ id, name, means, reading }) => {
        const one = rated.find(({ aspect }) => aspect === id)
        return (
          <fieldset key={id}>
            <legend>{name}</legend>
            <p class='small soft'>{means}{reading && ' (Our reading: the source does not explain this one.)'}</p>
            <SelectField name={`level-${id}`} label='How far' short value={one?.level === null || one === undefined ? '' : String(one.level)} choices={[{ value: '', label: 'Not looked at' }, ...levels.map((words, level) => ({ value: String(level), label: `${level} ${words}` }))]} />
            <TextArea name={`evidence-${id}`} label='What is to be seen' value={one?.evidence ?? ''} maxlength={1000} rows={2} problem={problems.find(({ at }) => at === `evidence-${id}`)?.sentence} />
          </fieldset>
        )
      })}
      <Button>Save the review</Button>
    </form>
  </ProgramPage>
)
