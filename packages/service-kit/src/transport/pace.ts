/** Waiting that ends early: by `poke`, or because the work is over. */
export type Pace = {
  /** Waits 20 ms, then twice as long each time nothing was found, up to 250 ms. A poke since the last wait ends it at once. */
  wait: () => Promise<void>
  poke: () => void
  /** Something was found: the next wait is short again. */
  quicken: () => void
}

export function paceOf (signal: AbortSignal, { shortest = 20, longest = 250 } = {}): Pace {
  let next = shortest
  let poked = false
  let wake = () => {}

  return {
    wait: async () => {
      if (!poked && !signal.aborted) await pause(next, signal, early => { wake = early })
      next = poked ? shortest : Math.min(longest, next * 2)
      poked = false
    },
    poke: () => { poked = true; wake() },
    quicken: () => { next = shortest }
  }
}

/** Waits so many milliseconds, less when the signal is given. Never rejects. */
export function pause (milliseconds: number, signal: AbortSignal, early: (wake: () => void) => void = () => {}): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal.addEventListener('abort', done)
    early(done)
  })
}

/** Gives up waiting (not the work itself) after so many milliseconds, with an error that names what it waited for. */
export async function within<T> (milliseconds: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took more than ${milliseconds} ms.`)), milliseconds)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
