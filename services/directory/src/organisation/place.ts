export const UNITS_FILE = 'units.csv'
export const PEOPLE_FILE = 'people.csv'

/** Where a finding stands, in words for the sender. */
export const placeIn = (file: string, line: number): string => `${file} line ${line}`
