import { parseArgs } from 'node:util'
import setup from '@weft/testkit/global-setup'
import { judgeYear } from './year/judge.ts'

/** `node tests/commitments/year.ts --seed S --kills N [--people 300] [--take-part 1] [--quarters 4] [--short]`: the long form, or with `--short` the days of the form in `npm test`. Ends with 1 when something does not hold. */
const { values } = parseArgs({ options: { seed: { type: 'string' }, kills: { type: 'string', default: '60' }, people: { type: 'string', default: '300' }, 'take-part': { type: 'string', default: '1' }, quarters: { type: 'string', default: '4' }, short: { type: 'boolean', default: false } } })
const seed = values.seed === undefined ? 1 + Math.floor(Math.random() * 1_000_000) : Number(values.seed)
const [kills, people, takePart] = [Number(values.kills), Number(values.people), Number(values['take-part'])]
if (![seed, kills, people].every(Number.isSafeInteger) || people < 60 || people > 1_000 || kills < 0 || !(takePart > 0 && takePart <= 1)) {
  console.error('node tests/commitments/year.ts --seed S --kills N [--people 60–1000] [--take-part 0–1] [--short]')
  process.exit(2)
}

const end = await setup()
const begun = Date.now()
try {
  const { figures, lived, refusals, ...findings } = await judgeYear({ seed, people, takePart, kills, isShort: values.short, quarters: Number(values.quarters), say: line => { console.log(line) } })
  console.log({ seed, ...figures, seconds: Math.round((Date.now() - begun) / 1_000) })
  console.log('lived through:', lived)
  console.log('refused:', refusals)
  for (const [what, found] of Object.entries(findings)) {
    console.log(`${what}: ${found.length === 0 ? 'holds' : `${found.length} findings`}`)
    for (const finding of found.slice(0, 12)) console.log(`  ${finding}`)
    if (found.length > 0) process.exitCode = 1
  }
} finally {
  await end()
}
