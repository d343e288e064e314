import { z } from 'zod'

// Not only white space; line breaks and tabs, but no other control character and no half of an emoji.
const ONE_LINE = /^(?=.*\S)[^\p{Cc}\p{Cs}]+$/u
const LINES = /^(?=[\s\S]*\S)(?:[\t\n\r]|[^\p{Cc}\p{Cs}])+$/u

/** One line that a person wrote, of at most `most` characters. */
export const line = (most: number) => z.string().min(1).max(most).regex(ONE_LINE)
/** Text of several lines that a person wrote, of at most `most` characters. */
export const lines = (most: number) => z.string().min(1).max(most).regex(LINES)
