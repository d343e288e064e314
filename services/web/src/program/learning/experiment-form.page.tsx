import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ErrorSummary, Field, RadioGroup, TextArea, type Finding } from '@weft/service-kit/page/controls'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { ProgramPage } from '../program-page.page.tsx'
import { UnitField, type UnitChoices } from '../unit-field.page.tsx'

export type ExperimentForm = { unitId: string, belief: string, forWhom: string, will: string, measure: string, baseline: string, target: string, better: string, startsOn: string, endsOn: string, version: string }
type View = { roles: readonly RoleName[], units: UnitChoices, form: ExperimentForm, problems: readonly Finding[], /** null: a new one. */ experimentId: string | null }

/** A sentence with three gaps, a measure, and two days. */
export const ExperimentFormPage = ({ roles, units, form, problems, experimentId }: View) => {
  const at = (name: string) => ({ problem: problems.find(one => one.at === name)?.sentence })
  return (
    <ProgramPage roles={roles} here='/program/learning'>
      <ErrorSummary title={experimentId === null ? 'The experiment was not registered' : 'The experiment was not changed'} findings={problems} />
      <Crumbs crumbs={[{ href: '/program/learning', name: 'Experiments' }, ...experimentId === null ? [] : [{ href: `/program/learning/${experimentId}`, name: 'Experiment' }], { name: experimentId === null ? 'New' : 'Change' }]} />
      <Opening title={experimentId === null ? 'Register an experiment' : 'Change the experiment'}>
        <p>The smaller, the better: what could you know in two weeks that you do not know today?</p>
      </Opening>
      <form method='post' action={experimentId === null ? '/program/learning' : `/program/learning/${experimentId}/change`}>
        {experimentId === null ? <UnitField units={units} value={form.unitId} hint='Where it is tried.' {...at('unitId')} /> : <input type='hidden' name='version' value={form.version} />}
        <TextArea name='belief' label='We believe …' hint='What you will do differently, for example: calling before the customer does.' value={form.belief} required maxlength={300} rows={2} {...at('belief')} />
        <Field name='forWhom' label='… for …' hint='Which customers, or which colleagues.' value={form.forWhom} required maxlength={200} {...at('forWhom')} />
        <TextArea name='will' label='… will …' hint='What should get better for them.' value={form.will} required maxlength={300} rows={2} {...at('will')} />
        <Field name='measure' label='Measured by' hint='One figure with its unit, for example: repeat calls a week.' value={form.measure} required maxlength={200} {...at('measure')} />
        <Field name='baseline' label='The figure before' hint='Leave it empty if nobody knows. What comes out is then an observation, not a result.' value={form.baseline} maxlength={20} short {...at('baseline')} />
        <Field name='target' label='The figure to reach' value={form.target} maxlength={20} short {...at('target')} />
        <RadioGroup name='better' label='Better is' value={form.better} required choices={[{ value: 'higher', label: 'A higher figure' }, { value: 'lower', label: 'A lower figure' }]} {...at('better')} />
        <Field name='startsOn' type='date' label='First day' value={form.startsOn} required short {...at('startsOn')} />
        <Field name='endsOn' type='date' label='Last day' value={form.endsOn} required short {...at('endsOn')} />
        <Button>{experimentId === null ? 'Register the experiment' : 'Save the change'}</Button>
      </form>
    </ProgramPage>
  )
}
