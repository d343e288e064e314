import { plain } from './text.ts'

/** What a text ends or limits, and what it opens or adds to: the first word of each kind. */
export type Direction = { ends: string | undefined, adds: string | undefined }

const ends = / (?:clos(?:e|es|ed|ing|ure)|shut(?:s|ting)?|abolish\w*|end(?:s|ed|ing)?|withdraw\w*|(?:switch(?:ed|es)?|turn(?:ed|s)?) off|discontinu\w*|phas(?:e|es|ed|ing) out|scrap\w*|stop(?:s|ped)?|cut(?:s|ting)?|reduc\w+|fewer|remov\w+|cancel(?:s|led)?|drop(?:s|ped)?|do away with|abandon\w*|terminat\w*|dismantl\w*|limit(?:s|ed)?|restrict\w*|no longer|give up|sell off|only)(?= )/
const adds = / (?:open(?:s|ed|ing)?|enlarg\w+|exten(?:d|ds|ded|sion)|expand\w*|expansion|add(?:s|ed|itional)?|more|introduc\w+|guarantee\w*|offer(?:s|ed)?|station|increas\w+|longer|every|keep(?:s)?|preserv\w*|restor\w*|bring back|widen\w*|grow\w*|strengthen\w*|invest\w*|any|free(?:ly)?|whenever)(?= )/

/** Verbs of ending and of adding, general English; which of them a text says. Two texts about one thing that go opposite ways may not both succeed. */
export const directionOf = (text: string): Direction => {
  const said = plain(text)
  return { ends: ends.exec(said)?.[0].trim(), adds: adds.exec(said)?.[0].trim() }
}
