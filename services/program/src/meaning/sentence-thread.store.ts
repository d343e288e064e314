// A thread of its own, so that nobody waits for it and its memory goes when it ends. Gets texts, answers with their vectors.
import { readFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import * as onnx from 'onnxruntime-web'
import { piecesOf } from './word-pieces.ts'

const here = (name: string) => readFileSync(new URL(name, import.meta.url))

const pieces = piecesOf(here('sentence-pieces.txt').toString().trimEnd().split('\n'))
onnx.env.wasm.numThreads = 1
onnx.env.logLevel = 'error'
const model = await onnx.InferenceSession.create(here('sentences.onnx'), { executionProviders: ['wasm'] })

/** One at a time: the model rounds by the largest figure in hand, so what stood beside a text would change its vector. */
const encode = async (text: string): Promise<Float32Array> => {
  const cut = pieces(text)
  const tensor = (fill: (at: number) => number) => new onnx.Tensor('int64', BigInt64Array.from(cut, (_, at) => BigInt(fill(at))), [1, cut.length])
  const { last_hidden_state: out } = await model.run({ input_ids: tensor(at => cut[at]!), attention_mask: tensor(() => 1), token_type_ids: tensor(() => 0) })
  return middleOf(out!.data as Float32Array, out!.dims[2]!)
}

/** The mean over all pieces, brought to length 1 (Reimers & Gurevych 2019). */
const middleOf = (values: Float32Array, size: number): Float32Array => {
  const sum = new Float32Array(size)
  for (let at = 0; at < values.length; at += 1) sum[at % size]! += values[at]!
  const length = Math.hypot(...sum) || 1
  return sum.map(value => value / length)
}

const vectors: Float32Array[] = []
for (const text of workerData as string[]) vectors.push(await encode(text))
parentPort!.postMessage(vectors)
