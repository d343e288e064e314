const stopWords = new Set(`a an the and or but nor so if than then as at by for from in into of off on onto out over to up with without within before
after about against between during until till through under above below again once while when where why how what which who whom whose that this
these those there here it its itself they them they're theirs themselves he she him her his hers we us our ours you your i me my is are was were be
been being am do does did doing done have has had having can cannot could may might must shall should will would isn't aren't don't doesn't didn't
won't can't hasn't haven't not no never none nobody nothing neither any anybody some somebody something every everybody everything all each both
either other others another own same such only just even also too very much many more most less least few rather quite already still yet because
since though although whether per via like their theirs`.split(/\s+/))

/** One text as words in lower case; a full stop, comma or bracket becomes `/`, so that no phrase reaches over it. */
export const plain = (text: string): string =>
  ` ${text.toLowerCase().replace(/[’‘`]/g, "'").replace(/\s[-–—]\s|[.,;:!?()"“”…\n]/g, ' / ').replace(/[^\p{L}\p{N}'/%€$-]+/gu, ' ').replace(/\s+/g, ' ').trim()} `

const endings: readonly [RegExp, string][] = [
  [/(ies|ied)$/, 'y'], [/(sses)$/, 'ss'], [/([^aeiou])\1(ing|ed|er)$/, '$1'], [/(ations?|ators?|ating|ated|ates?)$/, 'at'], [/(ments?|ness|ings?|ed|ers?|es|ly)$/, ''], [/([^s])s$/, '$1'], [/e$/, '']
]

/** The word without its ending, good enough to see that two are forms of one. */
export const stemOf = (word: string): string => {
  let stem = word.replace(/'s$/, '')
  if (stem.length < 5) return stem.replace(/([^s])s$/, '$1')
  for (const [ending, by] of endings) {
    const shorter = stem.replace(ending, by)
    if (shorter !== stem && shorter.length >= 3) stem = shorter
  }
  return stem
}

/** The words that carry content, in order, without repetition: no function words, no numbers of one digit. */
export const contentWords = (text: string): string[] =>
  [...new Set(plain(text).split(/[ /-]+/).map(word => word.replace(/^'|'s?$/g, '')).filter(word => word.length > 1 && !stopWords.has(word)))]
