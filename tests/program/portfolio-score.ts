import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { readCsv, type Encoding } from '../../packages/service-kit/src/csv.ts'
import { describe } from '../../services/program/src/intake/staged-file.store.ts'
import { sortRows, type File, type FileRow } from '../../services/program/src/intake/sort-rows.ts'
import { shippedWordMap } from '../../services/program/src/meaning/word-map.store.ts'
import { encodeSentences } from '../../services/program/src/meaning/sentence.store.ts'
import { meaningsOf } from '../../services/program/src/overlap/find-overlaps.job.ts'
import { findingsAmong } from '../../services/program/src/overlap/findings.ts'
import type { Finding, Project } from '../../services/program/src/overlap/project.ts'
import { Score } from './score-of.ts'

type Pair = { a: string, b: string }
type Labels = { projects: { ref: string }[], duplicates: Pair[], nearMisses: Pair[], contradictions: Pair[], orphans: { ref: string, missing: string[] }[] }

/**
 * Reads every CSV file under the folders as the product's import does (columns guessed, sub-tasks left out), finds, and compares with labels.json.
 * `folders`: where files and labels are; the first labels.json counts.
 */
export const scorePortfolio = async (...folders: string[]) => {
  const found = folders.flatMap(folder => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(name => join(folder, name)))
  const labels = JSON.parse(readFileSync(found.find(path => path.endsWith('labels.json'))!, 'utf8')) as Labels
  const paths = found.filter(path => path.endsWith('.csv')).sort()
  const files: File[] = []
  for (const path of paths) files.push(await readFile(path))
  const sorted = sortRows(files, new Set())
  const projects = sorted.flatMap(({ file, row, fields, outcome }) => fields && outcome === 'new' ? [{ id: `${paths[file]!.split('/').at(-1)}#${row}`, ...fields, list: paths[file]! }] : [])
  return scored(await among(projects), projects, labels)
}

const readFile = async (path: string): Promise<File> => {
  const bytes = readFileSync(path)
  const { reading, encoding } = await describe(bytes, path, [])
  const { header, rows } = await readCsv(Readable.from([bytes]), { name: path, lenient: true, encoding: encoding as Encoding })
  const all: FileRow[] = []
  for await (const { line, cells } of rows) all.push({ row: all.length + 1, line, cells })
  return { reading, header, rows: all }
}

const among = async (projects: readonly Project[]): Promise<Finding[]> => {
  const meanings = await meaningsOf(projects, encodeSentences, new AbortController().signal, error => { throw error })
  const finding = findingsAmong(projects, shippedWordMap(), meanings)
  for (;;) {
    const step = finding.next()
    if (step.done) return step.value
  }
}

const scored = (findings: Finding[], projects: readonly Project[], labels: Labels) => {
  const titles = new Map(projects.map(({ id, title }) => [id, title]))
  const words = (one: string, other: string) => [one, other].sort().map(id => `${id} ${titles.get(id) ?? ''}`).join(' <> ')
  const pairs = (kind: Finding['kind']) => findings.filter(one => one.kind === kind).map(({ a, b }) => words(a, b!))
  const scores = { projects: new Score(), duplicates: new Score(), contradictions: new Score(), orphans: new Score() }
  scores.projects.add(projects.map(({ id }) => id), labels.projects.map(({ ref }) => ref))
  scores.duplicates.add(pairs('duplicate'), labels.duplicates.map(({ a, b }) => words(a, b)))
  scores.contradictions.add(pairs('contradiction'), labels.contradictions.map(({ a, b }) => words(a, b)))
  scores.orphans.add(findings.flatMap(({ a, missing }) => missing.map(one => `${a} no ${one}`)),
    labels.orphans.flatMap(({ ref, missing }) => missing.map(one => `${ref} no ${one === 'customer' ? 'customers' : one}`)))
  return scores
}
