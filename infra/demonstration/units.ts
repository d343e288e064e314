/** A unit of the invented company: how many people it has of its own, and what is below it. */
export type DemoUnit = { unit: string, parent: string | null, name: string, people: number }

type Branch = readonly [name: string, people: number, below?: readonly Branch[]]

/** Meridian, an invented bank and insurer. Legal is smaller than any group that may be shown, and one small team beside a hidden one is hidden with it. */
const meridian: Branch = ['Meridian', 0, [
  ['Executive team', 11],
  ['Retail Banking', 6, [
    ['Branches North', 3, [['Harrowby branch', 19], ['Sellick branch', 22], ['Ashdene branch', 17], ['Corran branch', 14]]],
    ['Branches South', 3, [['Marlow Quay branch', 24], ['Pennick branch', 18], ['Tolland branch', 16], ['Wexmoor branch', 21]]],
    ['Everyday Accounts', 26], ['Home Loans', 34], ['Small Business', 28]
  ]],
  ['Insurance', 5, [
    ['Claims', 4, [['Motor Claims', 38], ['Home Claims', 31], ['Travel Claims', 17], ['Claims Recovery', 13]]],
    ['Underwriting', 3, [['Personal Lines', 24], ['Business Lines', 19]]],
    ['Pricing', 16]
  ]],
  ['Customer Service', 6, [
    ['Day Lines', 46], ['Evening Lines', 37], ['Digital Help', 29], ['Complaints', 18], ['Business Desk', 15], ['Bereavement Care', 7]
  ]],
  ['Wealth', 4, [['Advice', 27], ['Pensions', 23], ['Private Clients', 12]]],
  ['Operations', 5, [['Payments', 33], ['Lending Operations', 29], ['Fraud Watch', 21], ['Document Services', 16], ['Buildings', 14]]],
  ['Technology', 6, [['Apps', 32], ['Core Systems', 36], ['Data Platform', 18], ['Security', 15], ['Service Desk', 19]]],
  ['Risk', 4, [['Credit Risk', 18], ['Conduct', 13], ['Internal Audit', 9], ['Legal', 4]]],
  ['Marketing', 3, [['Brand', 11], ['Customer Insight', 12], ['Campaigns', 15]]],
  ['People and Culture', 3, [['Hiring', 10], ['Learning', 11], ['Pay and Benefits', 9]]],
  ['Finance', 3, [['Accounts', 22], ['Treasury', 10], ['Planning', 13]]]
]]

/** The units with every parent before what is below it; ids as an HR system makes them. */
export function demoUnits (): DemoUnit[] {
  const units: DemoUnit[] = []
  const add = ([name, people, below = []]: Branch, parent: string | null): void => {
    const unit = `M-${String(units.length + 100)}`
    units.push({ unit, parent, name, people })
    for (const branch of below) add(branch, unit)
  }
  add(meridian, null)
  return units
}

/** The names from below the root down to a unit, as columns of a past survey have them. */
export function pathOf (units: readonly DemoUnit[], unit: string): string[] {
  const found = units.find(one => one.unit === unit)
  return found === undefined || found.parent === null ? [] : [...pathOf(units, found.parent), found.name]
}
