/** The name of a file from a demonstration says so: a file outlives the page it came from. */
export const labelled = (disposition: string): string => disposition.replace(/filename="(?!demonstration-)/, 'filename="demonstration-')
