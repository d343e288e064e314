import { describe, expect, it } from 'vitest'
import { assetFrom, pageStyle } from './assets.ts'

describe('An asset', () => {
  it('When its content is the same, then so is its address', () => {
    expect(assetFrom(new URL('./page/assets/page.css', import.meta.url)).href).toBe(pageStyle.href)
    expect(pageStyle.href).toMatch(/^\/assets\/page-[0-9a-f]{12}\.css$/)
  })

  it('When the style sheet travels packed, then it stays small enough for a survey page', () => {
    expect(pageStyle.packed.length).toBeLessThan(5_000)
  })
})
