/** A spreadsheet takes a cell that begins so for a formula and may call out with it. */
const FORMULA = /^[=+\-@\0\t\r\n＝＋－＠]/ // guard: formula cells

/** An apostrophe before a text that a spreadsheet would run. Numbers of ours never pass here: a mean may be below zero. */
export const withoutFormula = (text: string): string => FORMULA.test(text) ? `'${text}` : text

/** RFC 4180: fields with a comma, a quote or a line break stand in quotes, quotes are doubled, lines end in CR LF. */
export const csvFields = (fields: readonly (number | string)[]): string => `${fields.map(field => quoted(String(field))).join(',')}\r\n`
const quoted = (field: string) => /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field
