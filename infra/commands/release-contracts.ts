import { readReleased, releasedVersions, writeReleased } from '../contracts/released.ts'
import { findingsAgainst, today } from '../contracts/today.ts'

/** `npm run contracts:release`: keeps today's contracts as a released version, once the gate lets them follow every earlier one. */
const now = await today()
const findings = (await Promise.all((await releasedVersions()).map(async version => findingsAgainst(await readReleased(version), now).map(finding => `${version}: ${finding}`)))).flat()
if (findings.length > 0) {
  console.error(`Not released. ${findings.length} ${findings.length === 1 ? 'reason' : 'reasons'}:\n  ${findings.join('\n  ')}\nWhat must break is a new type or address, .v2 beside .v1.`)
  process.exitCode = 1
} else {
  await writeReleased(now).then(
    () => { console.log(`Released ${now.version}: ${now.events.length} events, ${now.topics.length} topics, ${Object.keys(now.apis).length} APIs. Commit packages/contracts/released.`) },
    (error: Error) => { console.error(error.message); process.exitCode = 1 })
}
