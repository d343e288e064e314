export type Shelf<Value> = {
  get: (name: string) => Value | undefined
  put: (name: string, value: Value) => void
}

/**
 * What one process keeps in its own memory: of what weighs `most` in all, what was asked for last. Only for what never changes under its name.
 * `weigh`: the weight of a value, more than 0, counted as `most` is. What is heavier than `most` is not kept.
 */
export function openShelf<Value> ({ most, weigh }: { most: number, weigh: (value: Value) => number }): Shelf<Value> {
  const kept = new Map<string, Value>()
  let weight = 0
  const drop = (name: string) => {
    const value = kept.get(name)
    if (value === undefined) return
    kept.delete(name)
    weight -= weigh(value)
  }
  return {
    get: name => {
      const value = kept.get(name)
      if (value === undefined) return undefined
      // A Map remembers the order in which names came: put in anew, this one is the last to go.
      kept.delete(name)
      kept.set(name, value)
      return value
    },
    put: (name, value) => {
      drop(name)
      if (weigh(value) > most) return
      kept.set(name, value)
      weight += weigh(value)
      for (const oldest of kept.keys()) {
        if (weight <= most) return
        drop(oldest)
      }
    }
  }
}
