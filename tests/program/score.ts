import { scorePersona } from './persona-score.ts'

// node infra/run.mjs node tests/program/score.ts <portfolio|persona> <folder with files and labels>: what the method finds, and each miss.
const [what, folder] = process.argv.slice(2)
const scorers: Record<string, (folder: string) => Record<string, { told: string, alarms: string[], misses: string[] }>> = { persona: scorePersona }
const scorer = scorers[what ?? '']
if (!scorer || !folder) throw new Error('Usage: score.ts <portfolio|persona> <folder>')
for (const [name, score] of Object.entries(scorer(folder))) {
  console.log(`${name}: ${score.told}`)
  for (const key of score.alarms) console.log(`  wrong   ${key}`)
  for (const key of score.misses) console.log(`  missed  ${key}`)
}
