import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { assetFrom, pageStyle } from '@weft/service-kit/assets'
import type { Dress } from './form/shell.page.tsx'

export const surveyScript = assetFrom(new URL('./form/browser/survey.js', import.meta.url))

/** Comments, indents and the parts for tables weigh, and no page of /s/ needs them. */
const lean = (css: string) => css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/@layer table \{[\s\S]*?\n\}/, '').replace(/\s+/g, ' ').replace(/ ?([{};,]) ?/g, '$1').trim()

const css = lean(pageStyle.body.toString('utf8')) + lean(readFileSync(new URL('./form/browser/survey.css', import.meta.url), 'utf8'))

export const dress: Dress = { css, script: `/s${surveyScript.href}` }

/** What the browser may do with a page of /s/: its own style by hash, its own script, its own form. Nothing else, nobody's frame. */
export const POLICY = [
  `default-src 'none'`, `script-src 'self'`, `style-src 'sha256-${createHash('sha256').update(css).digest('base64')}'`,
  `connect-src 'self'`, `img-src data:`, `form-action 'self'`, `base-uri 'none'`, `frame-ancestors 'none'`
].join('; ')
