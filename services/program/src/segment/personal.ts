import { Refusal } from '@weft/service-kit/refusal'

const ADDRESS = /[^\s@]+@[^\s@]+\.[^\s@]+/
/** Seven digits and more, however they are spaced: a phone, an account, a policy. */
const NUMBER = /(?:\d[\s./()-]{0,2}){7,}/

/**
 * Refuses a quote that would tell who said it by an address or a number. A name cannot be told from a word: the page warns of it.
 * Throws `Refusal('invalid', 'personal-data')`.
 */
export function checkQuote (quote: string): void {
  if (ADDRESS.test(quote)) throw new Refusal('invalid', 'personal-data', 'This quote holds an e-mail address. Leave out what tells who said it.') // guard: no personal data
  if (NUMBER.test(quote)) throw new Refusal('invalid', 'personal-data', 'This quote holds a long number, such as a phone or a policy. Leave out what tells who said it.')
}
