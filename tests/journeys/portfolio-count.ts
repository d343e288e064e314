import { expect } from 'vitest'
import type { Page } from 'playwright-core'

export type Count = { all: number, inProgram: number, undecided: number, retired: number, rejected: number, kept: number, adopted: number, merged: number }

/** What the page of projects says, as a reader adds it up; checked that it does add up. The page must be open. */
export async function countOf (page: Page): Promise<Count> {
  const text = (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ')
  const numbers = (pattern: RegExp): number[] => (pattern.exec(text) ?? []).slice(1).map(Number)
  const [inTitle, all = -1] = numbers(/(\d+) of (\d+) projects? in the program/)
  const [inProgram = -1, undecided = -1, retired = -1, rejected = -1, sum] = numbers(/(\d+) \+ (\d+) \+ (\d+) \+ (\d+) = (\d+)\./)
  const [kept = -1, adopted = -1, merged = -1] = numbers(/In the program: (\d+) kept, (\d+) adopted, (\d+) merged into these/)
  expect(inTitle, 'the headline').toBe(inProgram)
  expect(inProgram + undecided + retired + rejected, 'four places').toBe(all)
  expect(sum, 'the sum on the page').toBe(all)
  expect(kept + adopted + merged, 'what is in the program').toBe(inProgram)
  return { all, inProgram, undecided, retired, rejected, kept, adopted, merged }
}
