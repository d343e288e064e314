import { z } from 'zod'

/** Ids that come from an HR system or a past survey's columns: short text, no control characters, no half of an emoji: Postgres stores that as JSON and cannot read it back. */
export const sourceId = z.string().min(1).max(64).regex(/^[^\p{Cc}\p{Cs}]+$/u)
export const label = z.string().min(1).max(200).regex(/^[^\p{Cc}\p{Cs}]+$/u)
/** Longer text for people to read. */
export const wording = z.string().min(1).max(500).regex(/^\P{Cs}+$/u)
/** A day in the organisation's calendar, YYYY-MM-DD. */
export const day = z.iso.date()
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
export const languageTag = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)

/** Name → value of each band a stratum still carries; a dropped band has no entry. */
export const bands = z.record(sourceId, label)

/** What an answer sheet says of where it comes from: a unit and declared bands, coarsened. Never a person. */
export const stratum = z.object({ unitId: sourceId.describe('a unit that at least k people share'), bands: bands.describe('what is left of the declared bands') })
export type Stratum = z.infer<typeof stratum>

/** A node of a frozen tree. The root has no parent. */
export const treeUnit = z.object({ unitId: sourceId.describe('as the HR system or the file calls it'), parentId: sourceId.nullable().describe('the unit above; null at the root'), name: label.describe('for people to read') })
export type TreeUnit = z.infer<typeof treeUnit>

/** How small a group may be: for scores, and for spread, distributions and comments. Frozen at launch, later only raised. */
export const thresholds = z.object({ score: z.int().min(5).max(1000).describe('people behind a score'), spread: z.int().min(10).max(1000).describe('people behind a spread, a distribution or comments') })
export type Thresholds = z.infer<typeof thresholds>

export const rank = z.enum(['leader', 'manager', 'staff'])
/** In the order of a list on screen. Everybody whom the directory knows is an employee; whoever is somebody's boss is a manager. */
export const roleName = z.enum(['program-office', 'analyst', 'it', 'auditor', 'manager', 'employee'])
export type RoleName = z.infer<typeof roleName>
