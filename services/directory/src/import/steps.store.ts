/** Runs to the end what rests now and then, and lets other requests in whenever it does. */
export async function inSteps<T> (work: Generator<void, T>): Promise<T> {
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
    await new Promise(resolve => setImmediate(resolve))
  }
}
