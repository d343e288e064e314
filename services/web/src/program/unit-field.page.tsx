import type { UnitsReply } from '@weft/contracts/program/organisation-api'
import { Field, SelectField } from '@weft/service-kit/page/controls'

export type UnitChoices = Pick<UnitsReply, 'units' | 'next'>
type UnitFieldProps = { units: UnitChoices, name?: string, label?: string, value: string, hint?: string, problem?: string | undefined, /** What an empty choice means; without it a unit must be chosen. */ none?: string }

/** Chooses a unit: from a list where there are few, by its id where there are more than fit one. */
export const UnitField = ({ units: { units, next }, name = 'unitId', label = 'Unit', value, hint, problem, none }: UnitFieldProps) => next === null
  ? <SelectField {...{ name, label, value, problem }} {...hint !== undefined && { hint }} required={none === undefined} choices={[{ value: '', label: none ?? 'Choose a unit' }, ...[...units].sort((a, b) => a.name.localeCompare(b.name, 'en')).map(unit => ({ value: unit.unitId, label: unit.name }))]} />
  : <Field {...{ name, label, value, problem }} hint={`${hint === undefined ? '' : `${hint} `}Id of the unit, as in the people file.${none === undefined ? '' : ` Empty: ${none.toLowerCase()}.`}`} required={none === undefined} maxlength={64} short />
