/** A spreadsheet takes a cell that begins so for a formula and may call out with it. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

/** One line of a file of rows left out: formula-safe, RFC 4180, CR LF. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(cell => quoted(FORMULA.test(cell) ? `'${cell}` : cell)).join(',')}\r\n`

const quoted = (cell: string) => /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
