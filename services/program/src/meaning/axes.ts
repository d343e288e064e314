import type { Axis } from './axis.ts'
import { contactAxes } from './axes-contact.ts'
import { offerAxes } from './axes-offer.ts'
import { plainOpposites } from './opposites.ts'
import { ruleAxes } from './axes-rule.ts'
import { timeAxes } from './axes-time.ts'

/** Every axis there is, in the order in which they are asked. */
export const axes: readonly Axis[] = [...contactAxes, ...offerAxes, ...timeAxes, ...ruleAxes, ...plainOpposites]
