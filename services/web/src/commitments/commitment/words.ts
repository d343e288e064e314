import type { Benefits, CommitmentState, Horizon, Progress } from '@weft/contracts/commitments/commitment-api'
import { disciplineName } from '@weft/contracts/program/discipline-api'
import { inWords } from '../../frame/words.ts'

export const horizonNames: Record<Horizon, string> = { '3-months': '3 months', '6-months': '6 months', beyond: 'Beyond' }
export const progressNames: Record<Progress, string> = { 0: 'Not started', 25: 'Started', 50: 'Halfway', 75: 'Nearly', 100: 'All of it' }
export const stateNames: Record<CommitmentState, string> = { draft: 'Draft', open: 'Open', done: 'Done', dropped: 'Dropped', split: 'Split' }
export const benefitNames: Record<Benefits, string> = { customer: 'Customers', colleague: 'Colleagues' }
export const weightNames: Readonly<Record<number, string>> = { 1: 'Light: an hour now and then', 2: 'Usual: some hours a month', 3: 'Heavy: a good part of my work' }
export const weightWord = (weight: number): string => ({ 1: 'Light', 2: 'Usual', 3: 'Heavy' })[weight] ?? String(weight)

/** What stands above a page after an act. */
export const doneTitles = {
  made: 'It is made. Your time for it begins today.', draft: 'The draft is saved. Nobody but you sees it.', changed: 'The change is saved.', discarded: 'The draft is deleted.', progress: 'Saved how far it is.',
  done: 'It is done. Well kept.', dropped: 'It is dropped.', split: 'It is split. Its parts go on from here.', partners: 'Saved who shares it.', milestone: 'Saved the milestone.', reached: 'The milestone is reached.', weight: 'The weight is agreed.', agreed: 'You agreed that it was dropped.'
}
export type Done = keyof typeof doneTitles
export const dones = Object.keys(doneTitles) as [Done, ...Done[]]

const acts: Readonly<Record<string, string>> = {
  made: 'Made', changed: 'Changed', progressed: 'Moved', done: 'Done', dropped: 'Dropped', split: 'Split into parts', 'partners-changed': 'Shared with others', 'milestone-added': 'Milestone added', 'milestone-changed': 'Milestone changed',
  'milestone-reached': 'Milestone reached', 'milestone-removed': 'Milestone removed', 'weight-agreed': 'Weight agreed', 'drop-agreed': 'Dropping it agreed', 'handed-over': 'Handed over', 'taken-over': 'Taken over'
}
export const actName = (act: string): string => acts[act] ?? 'Changed'

/** A value of the history, for people: "3 months", "24 February 2027", "Halfway". */
export function valueInWords (field: string, value: string | null): string {
  if (value === null) return 'none'
  if (field === 'Horizon') return (horizonNames as Readonly<Record<string, string>>)[value] ?? value
  if (field === 'Discipline') return disciplineName(value)
  if (field === 'Start' || field === 'Due') return inWords(value)
  if (field === 'Progress') return (progressNames as Readonly<Record<string, string>>)[value] ?? value
  if (field === 'Weight') return weightWord(Number(value))
  return field === 'Who benefits' ? (benefitNames as Readonly<Record<string, string>>)[value] ?? value : value
}

/** "Only you and Bo Lind" and the like, for the line under a form. */
export const seenBy = (boss: string | null): string => boss === null ? 'you. The directory names no boss of yours' : `you and ${boss}`
