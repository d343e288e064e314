export type Breaker = {
  /** Whether to ask at all. */
  mayAsk: () => boolean
  succeeded: () => void
  failed: () => void
}

/**
 * Stops asking somebody who failed `failures` times in a row. `probe` then finds out when it is worth asking again; it resolves when
 * it is, and is never given up on. Nobody's request is spent on finding out.
 */
export function breakerOf ({ failures, probe, opened, closed }: { failures: number, probe: () => Promise<void>, opened: () => void, closed: () => void }): Breaker {
  let inARow = 0
  let open = false
  return {
    mayAsk: () => !open,
    succeeded: () => { if (!open) inARow = 0 },
    failed: () => {
      if (open || ++inARow < failures) return
      open = true
      opened()
      void probe().then(() => {
        open = false
        inARow = 0
        closed()
      })
    }
  }
}
