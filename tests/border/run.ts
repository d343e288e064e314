import { parseArgs } from 'node:util'
import { quiz } from './quiz.ts'

// `node tests/border/run.ts --people 500 --seed 1 --events postgres --permutations 100000`: prints what the linking program found, as JSON.
const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    events: { type: 'string', default: 'postgres' },
    permutations: { type: 'string', default: '100000' }
  }
})
const found = await quiz({
  people: Number(values.people), seed: Number(values.seed), permutations: Number(values.permutations), events: values.events === 'kafka' ? 'kafka' : 'postgres'
})
console.log(JSON.stringify(found))
