import type { Initiative, InitiativeReply, InitiativeState, PastVersion } from '@weft/contracts/program/initiative-api'
import { disciplineName } from '@weft/contracts/program/discipline-api'
import { count, inWords } from '../../frame/words.ts'

export const stateWords: Record<InitiativeState, string> = { undecided: 'To decide', kept: 'Kept', adopted: 'Adopted', merged: 'Merged', retired: 'Retired', rejected: 'Rejected' }
export const stateTones: Record<InitiativeState, 'good' | 'warn' | 'accent' | undefined> = { undecided: 'accent', kept: 'good', adopted: 'good', merged: undefined, retired: undefined, rejected: undefined }
export const missingWords: Record<Initiative['missing'][number], string> = { owner: 'owner', sponsor: 'sponsor', customers: 'customers', goal: 'goal' }
export const becomesWords = { priority: 'Priority', milestone: 'Milestone', commitment: 'Commitment' } as const
export const formatWords = { 'by-hand': 'added by hand', csv: 'CSV list', jira: 'Jira export', 'ms-project': 'MS Project export', openproject: 'OpenProject export' } as const
export const deedWords: Record<PastVersion['what'], string> = {
  registered: 'Came in', changed: 'Changed', kept: 'Kept', merged: 'Merged', adopted: 'Adopted', retired: 'Retired', rejected: 'Rejected', reopened: 'Reopened', linked: 'Linked'
}
const fieldWords: Readonly<Record<string, string>> = {
  title: 'Name', goal: 'Goal', owner: 'Owner', ownerId: 'Owner in the directory', sponsor: 'Sponsor', sponsorId: 'Sponsor in the directory', unit: 'Unit', unitId: 'Unit in the directory', disciplines: 'Disciplines', segments: 'Segments', customers: 'Customers',
  budget: 'Budget', budgetCurrency: 'Currency', budgetText: 'Budget as written', startsOn: 'Start', startsText: 'Start as written', endsOn: 'End', endsText: 'End as written', status: 'Status'
}
export const fieldName = (field: string): string => fieldWords[field] ?? field

/** "1,200,000 EUR"; a currency that nobody said is not made up. */
export const money = (amount: number, currency: string | null): string => `${count(amount)}${currency === null ? ' (currency not said)' : ` ${currency}`}`

export function budgetText ({ budget, budgetCurrency, budgetText: written }: Pick<Initiative, 'budget' | 'budgetCurrency' | 'budgetText'>): string | null {
  if (budget === null) return written
  return money(budget, budgetCurrency)
}

/** "1 April 2027 to 30 June 2027", "from 1 April 2027"; as written where no day could be read. */
export function timeText ({ startsOn, startsText, endsOn, endsText }: Pick<Initiative, 'startsOn' | 'startsText' | 'endsOn' | 'endsText'>): string | null {
  const [start, end] = [startsOn === null ? startsText : inWords(startsOn), endsOn === null ? endsText : inWords(endsOn)]
  if (start === null) return end === null ? null : `until ${end}`
  return end === null ? `from ${start}` : `${start} to ${end}`
}

export const disciplineNames = (ids: readonly string[]): string => ids.map(disciplineName).join(', ')
/** The name in the directory where one is known, else as written. */
export const ownerOf = ({ ownerName, owner }: Pick<Initiative, 'ownerName' | 'owner'>): string | null => ownerName ?? owner
export const unitOf = ({ unitName, unit }: Pick<Initiative, 'unitName' | 'unit'>): string | null => unitName ?? unit
export const goesOn = (state: InitiativeReply['state']): boolean => state === 'undecided' || state === 'kept' || state === 'adopted'
export const dayOf = (moment: string): string => inWords(moment.slice(0, 10))
