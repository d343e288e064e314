const MINUS = '\u2212'

/** On the answer scale, with one decimal and its sign: "+0.2", "−0.1", "0.0". */
export function moved (value: number): string {
  const tenths = Math.round(Math.abs(value) * 10)
  return tenths === 0 ? '0.0' : `${value > 0 ? '+' : MINUS}${(tenths / 10).toFixed(1)}`
}

/** "95 % interval −0.1 to +0.5" */
export const within = (low: number, high: number): string => `95 % interval ${moved(low)} to ${moved(high)}`
