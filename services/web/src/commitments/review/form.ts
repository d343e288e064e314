import type { ReviewItem } from '@weft/contracts/commitments/review-api'
import type { Refusal } from '@weft/service-kit/refusal'
import type { Finding } from '@weft/service-kit/page/controls'
import { z } from 'zod'

/** What a form of a review sends: a value, a next step, a note and links for each commitment, named after its id. */
export const reviewForm = z.record(z.string().regex(/^(version|do|(value|next|note|links|settle)-[0-9a-f-]{36})$/), z.string().max(4_000)).refine(form => Object.keys(form).length <= 602)
/** What was done with a review, for the page that follows. */
export type Done = 'saved' | 'sent' | 'agreed' | 'disputed' | 'offered' | 'asked' | 'reopened' | 'skipped'
export type ReviewForm = Readonly<Record<string, string>>

const textOf = (form: ReviewForm, name: string): string => (form[name] ?? '').replaceAll('\r\n', '\n').trim()
const linksOf = (text: string): string[] => text.split(/\s+/).filter(link => link !== '')
const numberOf = (text: string): number | null => /^(0|25|50|75|100)$/.test(text) ? Number(text) : null

/** As it was typed, for a draft and for the form again. */
export const typedOf = (form: ReviewForm, ids: readonly string[]) => ids.map(commitmentId => ({
  commitmentId, value: numberOf(form[`value-${commitmentId}`] ?? ''), next: form[`next-${commitmentId}`] ?? null,
  note: textOf(form, `note-${commitmentId}`), links: linksOf(form[`links-${commitmentId}`] ?? '')
}))

/** Ids of all commitments that a form is about. */
export const idsIn = (form: ReviewForm): string[] => [...new Set(Object.keys(form).flatMap(name => /^(?:value|next|note|settle)-(.+)$/.exec(name)?.[1] ?? []))]

/** What every commitment still needs before a review can be sent, a line each, with the control it is about. */
export function missingIn (form: ReviewForm, items: readonly Pick<ReviewItem, 'commitmentId'>[]): Finding[] {
  return items.flatMap(({ commitmentId }, place) => [
    ...numberOf(form[`value-${commitmentId}`] ?? '') === null ? [{ at: `value-${commitmentId}`, sentence: `Commitment ${place + 1}: say how far it came.` }] : [],
    ...form[`next-${commitmentId}`] === undefined ? [{ at: `next-${commitmentId}`, sentence: `Commitment ${place + 1}: say what comes next.` }] : []
  ])
}

/** What cannot be kept as it was typed: notes that are too long, links that are none. */
export function wrongIn (form: ReviewForm): Finding[] {
  return idsIn(form).flatMap(id => {
    const links = linksOf(form[`links-${id}`] ?? '')
    return [
      ...textOf(form, `note-${id}`).length > 1_000 ? [{ at: `note-${id}`, sentence: 'A note has at most 1,000 characters.' }] : [],
      ...links.length > 3 || links.some(link => link.length > 500 || !/^https?:\/\/[^/]/.test(link) || !URL.canParse(link)) ? [{ at: `links-${id}`, sentence: 'Write up to three web addresses, one on each line, each beginning with https://.' }] : []
    ]
  })
}

/** What a service says is wrong with single commitments, at their controls. */
export const findingsIn = (error: Refusal): Finding[] =>
  error.problems.length === 0 ? [{ sentence: error.message }] : error.problems.map(({ at, code, sentence }) => ({ at: `${code === 'drop-needs-reason' ? 'note' : code === 'done-is-all' ? 'next' : 'value'}-${at}`, sentence }))
