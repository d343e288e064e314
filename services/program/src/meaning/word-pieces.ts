/** Cuts a text into the numbered pieces a sentence model of the BERT family was trained on (Wu et al. 2016, "WordPiece"): longest known piece first. */
export type Pieces = (text: string) => number[]

const MOST = 128
const [BEGIN, END, UNKNOWN] = ['[CLS]', '[SEP]', '[UNK]']
const TOO_LONG = 100

/** `known`: the pieces in the order of their numbers; one that continues a word starts with `##`. A text of more than 128 pieces is cut. */
export const piecesOf = (known: readonly string[]): Pieces => {
  const numbers = new Map(known.map((piece, number) => [piece, number]))
  const numberOf = (piece: string) => numbers.get(piece)!
  const cut = (word: string): number[] => {
    const found: number[] = []
    for (let from = 0; from < word.length;) {
      let to = word.length
      while (to > from && !numbers.has((from ? '##' : '') + word.slice(from, to))) to -= 1
      if (to === from) return [numberOf(UNKNOWN)]
      found.push(numberOf((from ? '##' : '') + word.slice(from, to)))
      from = to
    }
    return found
  }
  return text => [numberOf(BEGIN), ...wordsOf(text).flatMap(word => word.length > TOO_LONG ? [numberOf(UNKNOWN)] : cut(word)).slice(0, MOST - 2), numberOf(END)]
}

/** In lower case without accents; each mark is a word of its own. */
const wordsOf = (text: string): string[] =>
  text.toLowerCase().normalize('NFD').replace(/\p{Mn}|\p{Cc}(?<![\t\n\r])/gu, '').replace(/[\p{P}$+<=>^`|~\p{Script=Han}]/gu, ' $& ').trim().split(/\s+/).filter(Boolean)
