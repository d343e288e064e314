import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { findChromium } from './needs.ts'

const folder = mkdtempSync(join(tmpdir(), 'weft-needs-'))
const browser = join(folder, 'chromium-browser')
writeFileSync(browser, '')
chmodSync(browser, 0o755)
afterAll(() => rmSync(folder, { recursive: true }))

describe('finding a browser', () => {
  it('When one is on PATH, then it is found', () => {
    expect(findChromium({ PATH: `/nowhere:${folder}` })).toBe(browser)
  })

  it('When one is named, then that one counts and no other', () => {
    expect(findChromium({ WEFT_CHROMIUM: browser, PATH: '' })).toBe(browser)
    expect(findChromium({ WEFT_CHROMIUM: '/nowhere/chromium', PATH: folder })).toBeUndefined()
  })

  it('When there is none, then nothing is found', () => {
    expect(findChromium({ PATH: '/nowhere' })).toBeUndefined()
  })
})
