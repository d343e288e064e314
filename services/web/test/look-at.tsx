// For pages that need much to have something to say: rendered with what is made up for it, and looked at in the browser of this machine.
import { mkdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { renderPage } from '@weft/service-kit/page/render'
import { axeFindings, layoutFindings, type openBrowser } from '@weft/testkit/browser'
import type { ComponentChildren } from 'preact'

const style = ['../../../packages/service-kit/src/page/assets/page.css', '../src/assets/door.css', '../src/assets/program.css', '../src/assets/commitments.css'].map(file => readFileSync(new URL(file, import.meta.url), 'utf8')).join('\n')
const screenshots = fileURLToPath(new URL('../../../tests/screenshots', import.meta.url))
const looks = [
  { look: 'phone light', width: 360, colorScheme: 'light', text: 100 }, { look: 'double text on a phone', width: 360, colorScheme: 'light', text: 200 }, { look: 'desktop dark', width: 1280, colorScheme: 'dark', text: 100 }
] as const

/** What is wrong with a page on a phone, with double text and in the dark, a line each; and its words. */
export async function lookAt (browser: Awaited<ReturnType<typeof openBrowser>>, name: string, children: ComponentChildren): Promise<{ findings: string[], words: string }> {
  mkdirSync(screenshots, { recursive: true })
  const page = await browser.newPage({ reducedMotion: 'reduce' })
  await page.setContent(renderPage(<html lang='en'><head><title>{name}</title><style dangerouslySetInnerHTML={{ __html: style }} /></head><body><main>{children}</main></body></html>))
  const findings: string[] = []
  for (const { look, width, colorScheme, text } of looks) {
    await page.setViewportSize({ width, height: 740 })
    await page.emulateMedia({ colorScheme })
    await page.evaluate(size => { document.documentElement.style.fontSize = `${size}%` }, text)
    findings.push(...[...await layoutFindings(page), ...text === 100 ? await axeFindings(page) : []].map(finding => `${name}, ${look}: ${finding}`))
    await page.screenshot({ path: `${screenshots}/${name}-full-${look.replaceAll(' ', '-')}.png`, fullPage: true })
  }
  const words = await page.locator('main').innerText()
  await page.close()
  return { findings, words }
}
