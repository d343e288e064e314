import { Worker } from 'node:worker_threads'

/** The meaning of a text as a vector of length 1 and 384 numbers; two that lie near say much the same. */
export type Meaning = Float32Array
export type Encode = (texts: readonly string[], signal?: AbortSignal) => Promise<Meaning[]>

/**
 * Encodes each text with the sentence model that is shipped (SOURCE.md says where it is from), in a thread that ends with it. The same text gives the
 * same vector. Throws where the model cannot run here, and when the signal ends it.
 */
export const encodeSentences: Encode = async (texts, signal) => {
  if (texts.length === 0) return []
  const thread = new Worker(new URL('sentence-thread.store.ts', import.meta.url), { workerData: texts })
  const end = () => { void thread.terminate() }
  signal?.addEventListener('abort', end)
  try {
    return await new Promise<Meaning[]>((resolve, reject) => {
      thread.once('message', resolve)
      thread.once('error', reject)
      thread.once('exit', code => reject(new Error(`The sentence model ended with ${code}.`)))
    })
  } finally {
    signal?.removeEventListener('abort', end)
    await thread.terminate()
  }
}

/** Keeps what was encoded, so that a change of one text costs one text. What is not asked for any more is forgotten. */
export const remembering = (encode: Encode): Encode => {
  let known = new Map<string, Meaning>()
  return async (texts, signal) => {
    const unknown = [...new Set(texts)].filter(text => !known.has(text))
    const found = await encode(unknown, signal)
    const all = new Map([...known, ...unknown.map((text, place) => [text, found[place]!] as const)])
    known = new Map(texts.map(text => [text, all.get(text)!]))
    return texts.map(text => known.get(text)!)
  }
}
