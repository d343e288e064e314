import { scorePersona } from './persona-score.ts'
import { scorePortfolio } from './portfolio-score.ts'

// node infra/run.mjs node tests/program/score.ts <portfolio|persona> <folder with files and labels> …: what the method finds, and each miss.
type Told = { told: string, alarms: string[], misses: string[] }
const [what, ...folders] = process.argv.slice(2)
const scorers: Record<string, (...folders: string[]) => Record<string, Told> | Promise<Record<string, Told>>> = { persona: scorePersona, portfolio: scorePortfolio }
const scorer = scorers[what ?? '']
if (!scorer || folders.length === 0) throw new Error('Usage: score.ts <portfolio|persona> <folder> …')
for (const [name, score] of Object.entries(await scorer(...folders))) {
  console.log(`${name}: ${score.told}`)
  for (const key of score.alarms) console.log(`  wrong   ${key}`)
  for (const key of score.misses) console.log(`  missed  ${key}`)
}
