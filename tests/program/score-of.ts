/** Hits, false alarms and misses of things named by a key. */
export class Score {
  hits: string[] = []
  alarms: string[] = []
  misses: string[] = []

  add (found: string[], wanted: string[]) {
    const there = new Set(wanted), seen = new Set(found)
    this.hits.push(...[...seen].filter(key => there.has(key)))
    this.alarms.push(...[...seen].filter(key => !there.has(key)))
    this.misses.push(...[...there].filter(key => !seen.has(key)))
  }

  /** Of what was found, the share that is right; 1 where nothing was found. */
  get precision () { return share(this.hits.length, this.alarms.length) }
  /** Of what there is, the share that was found; 1 where there is nothing. */
  get recall () { return share(this.hits.length, this.misses.length) }
  get f1 () { return 2 * this.precision * this.recall / (this.precision + this.recall || 1) }

  get told () {
    const three = (value: number) => value.toFixed(3)
    return `precision ${three(this.precision)}, recall ${three(this.recall)}, F1 ${three(this.f1)} (${this.hits.length} right, ${this.alarms.length} wrong, ${this.misses.length} missed)`
  }
}

const share = (right: number, wrong: number) => right + wrong ? right / (right + wrong) : 1
