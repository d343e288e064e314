/** One measured number with its unit, and what it has to reach. */
export type Figure = { what: string, value: number, unit: string, target?: { atLeast: number } | { below: number } | { atMost: number } }

/** What a row of the bench gives: its figures, those of the reference in the same run, and their ratio. */
export type Measured = {
  figures: readonly Figure[]
  beside: readonly Figure[]
  /** Ours over the reference, of the two that are comparable. */
  ratio?: { what: string, value: number }
  notes?: readonly string[]
}

/** `profile`: folder that gets a processor profile of what is measured. */
export type Options = { profile?: string }
export type Row = { title: string, measure: (options: Options) => Promise<Measured> }

/** What makes Node write a processor profile when it ends. */
export const profiling = ({ profile }: Options): string[] => profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`]

/** The value below which this share of all values lies; nearest rank. `values` need not be sorted. */
export function percentile (values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

/** Whether a figure reaches its target; undefined where it has none. A value that is no number reaches nothing. */
export function reaches ({ value, target }: Figure): boolean | undefined {
  if (target === undefined) return undefined
  if ('atLeast' in target) return value >= target.atLeast
  return 'below' in target ? value < target.below : value <= target.atMost
}

const number = (value: number) => Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toFixed(2)))

const wanted = ({ target, unit }: Figure) => target === undefined ? '' : 'atLeast' in target ? `≥ ${number(target.atLeast)} ${unit}` : 'below' in target ? `< ${number(target.below)} ${unit}` : `≤ ${number(target.atMost)} ${unit}`

/** A row as text, a line a figure. */
export function printed (title: string, { figures, beside, ratio, notes = [] }: Measured): string {
  const line = (figure: Figure, mark: string) => {
    const holds = reaches(figure)
    return `  ${mark} ${figure.what.padEnd(58)} ${number(figure.value).padStart(10)} ${figure.unit.padEnd(10)} ${wanted(figure)}${holds === undefined ? '' : holds ? '  holds' : '  MISSED'}`.trimEnd()
  }
  return [
    title,
    ...figures.map(figure => line(figure, ' ')),
    ...beside.map(figure => line(figure, '·')),
    ...ratio === undefined ? [] : [`    ${ratio.what}: ${number(ratio.value)}`],
    ...notes.map(note => `    ${note}`)
  ].join('\n')
}
