import { parseArgs } from 'node:util'
import { startPostgres } from '@weft/testkit/postgres'
import { attack } from './attack.ts'

/** `npm run attack -- --houses 3 --departments 6 --seed 1`: so many houses, each one large, live through three quarters and are attacked. Ends with 1 when anything was found. */
const { values } = parseArgs({ options: { houses: { type: 'string', default: '1' }, departments: { type: 'string', default: '3' }, seed: { type: 'string' } } })
const [houses, departments] = [Number(values.houses), Number(values.departments)]
const seed = values.seed === undefined ? 1 + Math.floor(Math.random() * 1_000_000) : Number(values.seed)
if (!Number.isSafeInteger(houses) || houses < 1 || !Number.isSafeInteger(departments) || departments < 1 || departments > 60 || !Number.isSafeInteger(seed)) {
  console.error('npm run attack -- --houses N --departments D --seed S: N houses of D departments (up to 60, about 95 people each), S a whole number.')
  process.exit(2)
}
const postgres = await startPostgres()
process.env['WEFT_TEST_POSTGRES'] = postgres.url
let found = 0
try {
  for (let at = 0; at < houses; at++) {
    const { lines, ...report } = await attack({ seed: seed + at, departments })
    console.log([`House ${seed + at}`, ...lines].join('\n  '))
    for (const [what, all] of Object.entries(report)) {
      found += all.length
      for (const one of all.slice(0, 10)) console.log(`  ${what}: ${JSON.stringify(one)}`)
    }
  }
} finally {
  await postgres.stop()
}
if (found > 0) console.log(`Again: npm run attack -- --houses ${houses} --departments ${departments} --seed ${seed}`)
process.exit(found > 0 ? 1 : 0)
