/** Who one may be in a demonstration. */
export type Guest = { signIn: string, name: string, role: string }
