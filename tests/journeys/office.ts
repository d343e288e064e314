import type { Page } from 'playwright-core'

const press = (page: Page, name: string) => page.getByRole('button', { name }).click()
const follow = (page: Page, name: string) => page.getByRole('link', { name }).first().click()

/** From the front page through the development provider and back. */
export async function signIn (page: Page, door: string, name: string): Promise<void> {
  await page.goto(door)
  await follow(page, 'Sign in')
  await page.getByLabel('Sign-in name').fill(name)
  await press(page, 'Sign in with this name')
  await page.getByRole('button', { name: 'Sign out' }).waitFor()
}

/** Plans a wave of eight disciplines on its page, launches it, and gives its id. */
export async function planAndLaunch (page: Page, door: string, title: string): Promise<string> {
  await page.goto(`${door}/waves/new`)
  await page.getByLabel('Title').fill(title)
  await page.getByLabel(/disciplines/i).first().check()
  await page.getByLabel('Closes on').fill('2099-12-31')
  await press(page, 'Plan the wave')
  await page.waitForURL(/\/waves\/[0-9a-f-]{36}/)
  const waveId = /[0-9a-f-]{36}/.exec(page.url())?.[0] ?? ''
  await follow(page, 'Check and launch the wave')
  await press(page, 'Launch the wave')
  return waveId
}

export async function closeWave (page: Page, door: string, waveId: string): Promise<void> {
  await page.goto(`${door}/waves/${waveId}`)
  await follow(page, 'Close the wave')
  await press(page, 'Close the wave')
}
