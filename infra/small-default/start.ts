// `npm start`: the small default, until Ctrl-C.
import { fileURLToPath } from 'node:url'
import { startConfig } from './config.ts'
import { startDemonstration } from './demonstration.ts'
import { startSmallDefault, type SmallDefault } from './launcher.ts'

// A terminal that was closed, or a reader that went away, must not end the launcher before it has stopped the rest.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

const say = (sentence: string) => { process.stdout.write(`${sentence}\n`) }

function greet ({ door, surveys, catcher, provider }: SmallDefault, firstSignIn: string): void {
  say(`Weft is ready: ${door}`)
  if (provider !== null) say(`Sign in as ${firstSignIn} (program office). Whoever is in the directory with a role signs in the same way; the development provider at ${provider} asks for no password.`)
  say(`Surveys are answered at ${surveys}/s/…`)
  if (catcher !== null) say(`Invitations are caught at ${catcher}. Whoever runs this machine sees every link there: not for real answers.`)
  say('Everything on one host is for evaluation and pilots. Ctrl-C stops it; started again, everything is still there.')
}

/** Resolves when somebody asks for the end: Ctrl-C, a supervisor, a closed terminal. Says so at once, since a start or stop in hand is finished first. */
function untilAsked (): Promise<null> {
  return new Promise(resolve => {
    let asked = false
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (!asked) say('Stopping.')
        asked = true
        resolve(null)
      })
    }
  })
}

async function run (): Promise<number> {
  const { home, ports, events, given, firstSignIn, demonstration } = startConfig(process.env, fileURLToPath(new URL('../../.weft', import.meta.url)))
  const asked = untilAsked()
  const platform = await startSmallDefault({ home, ports, events, given, demonstration, log: say })
  greet(platform, firstSignIn)
  const loading = startDemonstration(platform, { home, officeSignIn: firstSignIn, say })
  const broken = await Promise.race([asked, platform.broken])
  if (broken !== null) process.stderr.write(`${broken}\n`)
  await loading.stop()
  await platform.stop()
  say('Weft has stopped.')
  return broken === null ? 0 : 1
}

run().then(code => process.exit(code), (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
