import { plain } from '../meaning/text.ts'
import { aboutOf, type Finding, type Missing, type Project } from './project.ts'

const isSaid = (text: string | null): boolean => text !== null && !/^\s*(-|–|—|\?+|tbd|tba|tbc|n\.?\/?a\.?|none|open|unknown|\.+)?\s*$/i.test(text)

/** Words for those for whom an organisation is there. Own staff are none: who trains them has not said yet for which customers. */
const customers = new RegExp(` (?:(?:customers?(?! (?:service|insight|relations|care|support|centre|center|journey|experience|record|data|view|satisfaction|desk|team|office|department))|clients?|households|(?:each|every|per|a|one) household|householders?|policyholders?|(?:insurance|account|card|ticket)-? ?holders?|tenants?|residents?|citizens?|inhabitants?|
patients?|relatives|passengers?|travell?ers?|commuters?|riders?|guests?|visitors?|students?|pupils?|learners|parents|famil(?:y|ies)|children|seniors|pensioners|members?(?! of (?:staff|the board|the team))|subscribers?|donors?|
users?|shoppers?|buyers?|purchasers?|consumers?|readers?|viewers?|listeners?|callers?|claimants?|borrowers?|savers?|investors?|home ?owners?|landlords?|farmers?|growers?|tradesmen|craftsmen|builders|small (?:firms|businesses|companies)|smes?|
business(?:es)? customers?|companies that|firms that|restaurants?|hotels?|hospitals?|clinics?|schools?|municipalities|fleet operators?|dealers?|retailers?|shippers?|consignees?|forwarders?|recipients?|addressees?|applicants?|taxpayers?|
people|persons|women|mothers|adults|youngsters|teenagers|the (?:sick|elderly|young|old|blind|deaf|homeless|unemployed|ill)|newcomers|cyclists?|drivers?(?! training)|motorists?|prosumers?|audiences?|fans?|diners?|eaters?|gardeners?|pet owners?|everybody who|anybody who|nobody who))(?= )`.replace(/\n/g, ''), 'g')
const staff = / (?:staff|employees?|colleagues?|branch staff|own people|managers|handlers|agents|trainees|apprentices|workforce|recruits?) /

/** What nobody has said of a project, not in its column and not in passing: without it, it is an orphan. */
export const missingIn = (project: Project): Missing[] => {
  const missing: Missing[] = []
  if (!isSaid(project.owner) && project.ownerId === null) missing.push('owner')
  if (!isSaid(project.sponsor) && project.sponsorId === null && !/\bsponsor(ed by|:| is)/i.test(project.goal ?? '')) missing.push('sponsor')
  if (!isSaid(project.customers) && project.segments.length === 0 && !namesCustomers(project)) missing.push('customers')
  if (!isSaid(project.goal)) missing.push('goal')
  return missing
}

const namesCustomers = (project: Project): boolean => {
  const said = plain(aboutOf(project))
  return [...said.matchAll(customers)].some(({ 0: word, index }) => !(staff.test(said) && / (?:members?|users?|drivers?|people who) ?$/.test(`${word} `)) && !/ (?:other|rival|competing) $/.test(said.slice(0, index + 1)))
}

const inWords: Record<Missing, string> = {
  owner: 'Nobody leads it: no owner is named.', sponsor: 'Nobody stands behind it: no sponsor is named.',
  customers: 'It does not say for which customers it is.', goal: 'It does not say what it is for.'
}

export const orphanOf = (project: Project): Finding[] => {
  const missing = missingIn(project)
  return missing.length ? [{ kind: 'orphan', a: project.id, b: null, sure: 1, reasons: missing.map(one => inWords[one]), missing }] : []
}
