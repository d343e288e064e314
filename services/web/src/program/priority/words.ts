import type { RatingName } from '@weft/contracts/program/attestation-api'

/** What is asked of each priority, as a statement to agree or disagree with. */
export const statements: Record<RatingName, string> = {
  understand: 'I understand what it means for my work.',
  agree: 'I agree that it is right.',
  motivated: 'I am motivated to act on it.'
}
export const ratingTitles: Record<RatingName, string> = { understand: 'Understand', agree: 'Agree', motivated: 'Motivated' }
/** The agreement scale, from 5 down to 1, then the answer that is none of them. */
export const steps = [
  { value: '5', label: 'Strongly agree' }, { value: '4', label: 'Agree' }, { value: '3', label: 'Neither agree nor disagree' },
  { value: '2', label: 'Disagree' }, { value: '1', label: 'Strongly disagree' }, { value: 'no', label: 'I would rather not say', apart: true }
] as const
