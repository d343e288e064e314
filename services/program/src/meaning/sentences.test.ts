import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { encodeSentences, remembering } from './sentence.store.ts'
import { cosine } from './word-map.ts'
import { piecesOf } from './word-pieces.ts'

it('ships the model that SOURCE.md names', () => {
  expect(createHash('sha256').update(readFileSync(new URL('sentences.onnx', import.meta.url))).digest('hex')).toBe('afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1')
})

it('cuts words into the longest known pieces, without case and accents; an unknown word is one unknown piece', () => {
  const pieces = piecesOf(['[CLS]', '[SEP]', '[UNK]', 'cafe', 'un', '##known', '!'])
  expect(pieces('Café unknown! xyz')).toEqual([0, 3, 4, 5, 6, 2, 1])
})

it('puts texts that mean the same nearer than others, whatever stands beside them', async () => {
  const [lost, left, van] = await encodeSentences(['Ask lost customers why they left', 'Exit interviews with people who cancelled', 'Electric vans for deliveries'])
  expect(cosine(lost!, left!)).toBeGreaterThan(cosine(lost!, van!) + 0.2)
  expect((await encodeSentences(['Electric vans for deliveries']))[0]).toEqual(van)
}, 60_000)

it('asks the model only for what it has not read before', async () => {
  const asked: string[][] = []
  const encode = remembering(async texts => { asked.push([...texts]); return texts.map(text => Float32Array.of(text.length)) })
  await encode(['a', 'bb'])
  expect((await encode(['bb', 'ccc', 'bb'])).map(([length]) => length)).toEqual([2, 3, 2])
  expect(asked).toEqual([['a', 'bb'], ['ccc']])
})
