/** What stands in the fields of a form, by their names. */
export type FormText<Name extends string> = Record<Name, string>

/** As a person meant it: without white space around it, line breaks as everywhere else. */
export const asMeant = (text: string): string => text.replaceAll('\r\n', '\n').trim()
/** The same; null where nothing was written. */
export const orNothing = (text: string): string | null => asMeant(text) || null
