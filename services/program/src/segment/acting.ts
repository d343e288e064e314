/** Who does something, and when; ids come from outside. */
export type Acting = { subject: string, now: Date, newId: () => string }
