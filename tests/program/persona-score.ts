import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { divergenceOf } from '../../services/program/src/divergence/divergence.ts'
import { shippedWordMap } from '../../services/program/src/meaning/word-map.store.ts'
import { statementsOf, type View } from '../../services/program/src/divergence/view.ts'
import { Score } from './score-of.ts'

type Link = { a: string, b: string }
type Labelled = { id: string, contradicts: boolean, contradictions: Link[], matches: Link[], onlyA: string[], onlyB: string[] }
type Viewed = { id: string, a: View, b: View }

/** Lays every pair of views of a folder (views.json, labels.json) side by side and counts hits and misses, with each miss in words. */
export const scorePersona = (folder: string) => {
  const views = (JSON.parse(readFileSync(join(folder, 'views.json'), 'utf8')) as { pairs: Viewed[] }).pairs
  const labels = (JSON.parse(readFileSync(join(folder, 'labels.json'), 'utf8')) as { pairs: Labelled[] }).pairs
  const scores = { views: new Score(), contradictions: new Score(), matches: new Score(), onlyOne: new Score() }
  for (const { id, a, b } of views) {
    const label = labels.find(one => one.id === id)!
    const found = divergenceOf(a, b, shippedWordMap())
    const words = ({ a: one, b: other }: Link) => `${id} ${one} ${textAt(a, one)} <> ${other} ${textAt(b, other)}`
    const keys = (links: Link[]) => links.map(words)
    scores.views.add(found.contradicts ? [id] : [], label.contradicts ? [id] : [])
    scores.contradictions.add(keys(found.contradictions), keys(label.contradictions))
    scores.matches.add(keys(found.matches), keys(label.matches))
    scores.onlyOne.add(only(id, found), only(id, label))
  }
  return scores
}

const only = (id: string, { onlyA, onlyB }: { onlyA: string[], onlyB: string[] }) =>
  [...onlyA.map(at => `${id} a ${at}`), ...onlyB.map(at => `${id} b ${at}`)]

const textAt = (view: View, at: string) => statementsOf(view).find(statement => statement.at === at)?.text ?? '?'
