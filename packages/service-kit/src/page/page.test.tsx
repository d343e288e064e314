import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ErrorSummary, Field, Notice, RadioGroup, TextArea } from './controls.tsx'
import { Document } from './document.tsx'
import { renderPage } from './render.tsx'
import { Table } from './table.tsx'

const css = readFileSync(new URL('./assets/page.css', import.meta.url), 'utf8')
const block = (text: string) => new Map([...text.matchAll(/--([a-z-]+): (#[0-9a-f]{6})/g)].map(([, name, value]) => [name ?? '', value ?? '']))
const [lightText = '', darkText = ''] = css.slice(0, css.indexOf('@layer base {')).split('prefers-color-scheme: dark')
const palettes = { light: block(lightText), dark: block(darkText) }

const luminance = (hex: string) => [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16) / 255)
  .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
  .reduce((sum, c, i) => sum + c * ([0.2126, 0.7152, 0.0722][i] ?? 0), 0)
const contrast = (a: string, b: string) => {
  const [hi = 0, lo = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (hi + 0.05) / (lo + 0.05)
}

describe.each(Object.entries(palettes))('The %s palette', (_name, palette) => {
  const colour = (token: string) => palette.get(token) ?? expect.fail(`no token ${token}`)
  it.each([
    ['ink', 'paper'], ['ink', 'card'], ['soft', 'paper'], ['soft', 'card'], ['accent', 'paper'], ['accent', 'card'], ['accent', 'wash'], ['accent-strong', 'wash'],
    ['on-accent', 'accent'], ['on-accent', 'accent-strong'], ['ink', 'wash'], ['ink', 'good-wash'], ['ink', 'warn-wash'], ['ink', 'bad-wash'], ['soft', 'line'],
    ['good', 'paper'], ['warn', 'paper'], ['bad', 'paper'], ['bad', 'bad-wash'], ['card', 'bad'], ['accent', 'bad-wash']
  ])('lets %s be read on %s', (text, ground) => {
    expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(4.5)
  })
  it.each([['edge', 'card'], ['edge', 'paper'], ['accent', 'paper'], ['bad', 'card']])('shows a border of %s on %s', (line, ground) => {
    expect(contrast(colour(line), colour(ground))).toBeGreaterThanOrEqual(3)
  })
})

describe('A page', () => {
  it('When a text holds markup, then it is shown as text', () => {
    const html = renderPage(<Document lang='en' title={'<script>1</script>'} styles={['/assets/page.css']}><Notice title={'"><img onerror=x>'}>{'a & b'}</Notice></Document>)
    expect(html).toMatch(/^<!doctype html><html lang="en" dir="ltr">/)
    expect(html).not.toContain('<script>')
    expect(html).not.toContain('<img')
    expect(html).toContain('a &amp; b')
  })

  it('When a field has several lines, then it keeps them as they were typed, and escapes them', () => {
    const html = renderPage(<TextArea name='story' label='Story' value={'</textarea>one\ntwo'} />)
    expect(html).toContain('&lt;/textarea>one\ntwo</textarea>')
    expect(html).toContain('<label class="label" for="story">Story</label>')
  })

  it('When a field has a hint and a problem, then both are tied to it and it says so', () => {
    const html = renderPage(<Field name='title' label='Title' hint='Short.' problem='Give it a title.' />)
    expect(html).toContain('aria-describedby="title-hint title-problem"')
    expect(html).toContain('aria-invalid="true"')
  })

  it('When nothing is chosen, then no radio is', () => {
    const choices = [{ value: '1', label: 'One' }, { value: '', label: 'Don’t know', apart: true }]
    expect(renderPage(<RadioGroup name='q' label='Q' choices={choices} />)).not.toContain('checked')
    expect(renderPage(<RadioGroup name='q' label='Q' choices={choices} value='1' />).match(/checked/g)).toHaveLength(1)
  })

  it('When nothing is wrong, then there is no summary', () => {
    expect(renderPage(<ErrorSummary title='Problems' findings={[]} />)).toBe('<!doctype html>')
  })

  it('When a table is drawn, then heads have a scope and the keyboard reaches its region', () => {
    const html = renderPage(<Table id='t' caption='C' columns={[{ key: 'a', head: 'A' }, { key: 'b', head: 'B', number: true }]} rows={[{ key: '1', cells: ['x', '1'] }]} />)
    expect(html).toContain('<th scope="row">x</th><td class="cell-number">1</td>')
    expect(html).toContain('role="region" aria-labelledby="t-caption" tabindex="0"')
  })
})
