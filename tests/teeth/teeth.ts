import { bite } from './bite.ts'
import { guards } from './guards.ts'

/**
 * `npm run teeth [-- part of a guard's name]`: switches each named guard off, one at a time, in a copy of the source,
 * and prints which assertion went red. A guard that nobody misses is an error.
 */
const wanted = process.argv[2] ?? ''
const chosen = guards.filter(guard => guard.name.includes(wanted))
let missed = 0
for (const guard of chosen) {
  const { bitten, red, detail } = await bite(guard).catch((error: Error) => ({ bitten: false, red: [], detail: error.message }))
  if (!bitten) missed++
  console.log(`${bitten ? 'bites' : 'MISSING'}  ${guard.name}`)
  for (const line of red) console.log(`         red: ${line.slice(0, 400)}`)
  if (!bitten) console.log(`         nobody missed it: ${guard.file} "${guard.test}" ${detail}`)
}
console.log(`${chosen.length} guards taken out, ${chosen.length - missed} missed by a test, ${missed} by none`)
process.exit(missed === 0 && chosen.length > 0 ? 0 : 1)
