import { describe, expect, it } from 'vitest'
import { finderOf, onlyBest } from './alike.ts'
import { budgetIn } from './budget.ts'
import { dayIn, orderIn } from './days.ts'
import { disciplinesIn } from './disciplines.ts'
import { formatOf, guessReading, unusedColumns } from './reading.ts'
import { customersSaid, nameSaid, said, saysMore } from './said.ts'

describe('Days', () => {
  it.each([
    ['03.02.2027', '2027-02-03', '2027-02-03'], ['3.2.27', '2027-02-03', '2027-02-03'], ['2027-02-03', '2027-02-03', '2027-02-03'], ['2027-02-03T00:00:00Z', '2027-02-03', '2027-02-03'],
    ['12/Jan/27 9:41 AM', '2027-01-12', '2027-01-12'], ['30/Nov/27 12:00 AM', '2027-11-30', '2027-11-30'], ['Mon 4/1/27', '2027-01-04', '2027-01-04'], ['4 January 2027', '2027-01-04', '2027-01-04'], ['Jan 4, 2027', '2027-01-04', '2027-01-04'],
    ['Q2 2027', '2027-04-01', '2027-06-30'], ['2027 Q4', '2027-10-01', '2027-12-31'], ['Q1/28', '2028-01-01', '2028-03-31'], ['H2 2027', '2027-07-01', '2027-12-31'],
    ['Jan 2027', '2027-01-01', '2027-01-31'], ['Sept 2027', '2027-09-01', '2027-09-30'], ['März 2027', '2027-03-01', '2027-03-31'], ['02.2028', '2028-02-01', '2028-02-29'], ['2027-03', '2027-03-01', '2027-03-31'], ['2027', '2027-01-01', '2027-12-31']
  ])('When a file says %s, then it begins on %s and ends on %s', (text, from, until) => {
    expect([dayIn(text, 'start', 'day-first'), dayIn(text, 'end', 'day-first')]).toEqual([from, until])
  })

  it.each(['ongoing', 'tbd', '', '31.02.2027', '13/13/2027', 'Q5 2027', '45', 'soon'])('When a file says "%s", then no day is made up', text => { expect(dayIn(text, 'start', 'day-first')).toBeNull() })

  it('When one date can be only day first or only month first, then all of the file are read so', () => {
    expect(orderIn(['1/4/27', 'Mon 1/18/27'], 'day-first')).toBe('month-first')
    expect(orderIn(['1/4/27', '31/4/27'], 'month-first')).toBe('day-first')
    expect(dayIn('Mon 1/4/27', 'start', 'month-first')).toBe('2027-01-04')
  })
})

describe('Budgets', () => {
  const [ones, thousands] = [{ currency: null, times: 1 as const }, { currency: 'EUR', times: 1_000 as const }]
  it.each<[string, typeof ones | typeof thousands, [number, string | null, boolean] | null]>([
    ['$120,000.00', ones, [120_000, 'USD', false]], ['$1,900,000.00', ones, [1_900_000, 'USD', false]], ['2400000', ones, [2_400_000, null, false]], ['85', thousands, [85_000, 'EUR', false]], ['1.200', thousands, [1_200_000, 'EUR', false]],
    ['ca. 350', thousands, [350_000, 'EUR', true]], ['85,5', thousands, [85_500, 'EUR', false]], ['1.2 M€', thousands, [1_200_000, 'EUR', false]], ['350 k€', ones, [350_000, 'EUR', false]], ['CHF 1\'200\'000.50', ones, [1_200_000.5, 'CHF', false]],
    ['1,5 Mio. EUR', ones, [1_500_000, 'EUR', false]], ['250k', ones, [250_000, null, false]], ['tbd', thousands, null], ['300-400', thousands, null], ['12 people', ones, null]
  ])('When a cell says %s, then it is read as %3$j', (text, of, expected) => {
    const money = budgetIn(text, of)
    expect(money === null ? null : [money.amount, money.currency, money.about]).toEqual(expected)
  })
})

describe('What a text says inside', () => {
  it.each([
    ['Guarantee an adviser. Sponsor: Aisha Rahman', 'Aisha Rahman'], ['Phone round. Sponsored by H. Dahl.', 'H. Dahl'], ['Merge. Sponsor: C.-J. Wrede', 'C.-J. Wrede'],
    ['Log quotes. Sponsor: A. Rahman. For: householders', 'A. Rahman'], ['Sponsor: tbd', null], ['We look for a sponsor in every unit', null], ['Sponsor: Wrede', 'Wrede'], ['Sponsor: Ana de la Cruz, Finance', 'Ana de la Cruz']
  ])('When it says "%s", then the sponsor is %s', (text, name) => { expect(nameSaid(text, 'sponsor')).toBe(name) })

  it('When it says for whom, then that is read up to the end of the sentence', () => {
    expect(customersSaid('Nobody pays more. For: owners and tenants of flats. Sponsor: Henrik Dahl')).toBe('owners and tenants of flats')
    expect(customersSaid('Rates for: home loans')).toBe('home loans')
    expect(customersSaid('A pledge for all')).toBeNull()
  })

  it('When a text says nothing besides, then it is no goal; a cell that says nothing is empty', () => {
    expect([saysMore('Sponsor: Aisha Rahman'), saysMore('For: householders. Sponsor: A. Rahman'), saysMore('Merge records. Sponsor: Wrede')]).toEqual([false, false, true])
    expect(['-', 'tbd', 'n/a', ' ', 'Eva'].map(said)).toEqual([null, null, null, null, 'Eva'])
  })
})

describe('Spellings', () => {
  const people = finderOf([{ id: 'P-1', name: 'Eva Svensson' }, { id: 'P-2', name: 'Carl-Johan Wrede' }, { id: 'P-3', name: 'Clara Meunier' }, { id: 'P-4', name: 'Marc Meunier' }, { id: 'P-5', name: 'Yasmin Öztürk' }], 'people')
  it.each([
    ['Eva Svensson', 'P-1', 'same'], ['Svensson, Eva', 'P-1', 'same'], ['Svensson Eva', 'P-1', 'same'], ['E. Svensson', 'P-1', 'short'], ['C.-J. Wrede', 'P-2', 'short'], ['Wrede', 'P-2', 'part'],
    ['yasmin.ozturk', 'P-5', 'same'], ['eva.svensson@example.org', 'P-1', 'same'], ['Meunier, C.', 'P-3', 'short']
  ])('When %s is written, then it is taken for %s', (written, id, fit) => { expect(onlyBest(people(written))).toMatchObject({ id, fit }) })
  it.each(['Meunier', 'E.', 'Svenson', 'Eva Larsson', ''])('When %s is written, then nobody is guessed', written => { expect(onlyBest(people(written))).toBeNull() })

  const units = finderOf([{ id: 'U-1', name: 'Customer Service' }, { id: 'U-2', name: 'Corporate Insurance' }, { id: 'U-3', name: 'Product Development Non-life' }, { id: 'U-4', name: 'Life & Pensions' }], 'units')
  it.each([['Cust. Service ', 'U-1'], ['Corporate Ins.', 'U-2'], ['Product Non-life', 'U-3'], ['Life and Pensions', 'U-4']])('When the unit %s is written, then it is taken for %s', (written, id) => { expect(onlyBest(units(written))).toMatchObject({ id }) })
})

describe('Columns', () => {
  it('When a tool wrote the file, then it is known by its columns', () => {
    expect(formatOf(['Summary', 'Issue key', 'Issue Type'])).toBe('jira')
    expect(formatOf(['ID', 'Name', 'Outline Level'])).toBe('ms-project')
    expect(formatOf(['ID', 'Subject', 'Type', 'Status'])).toBe('openproject')
    expect(formatOf(['Project name', 'Lead'])).toBe('csv')
  })

  it('When columns are called their own way, then each is guessed for one field, and units of budgets and the order of dates with it', () => {
    const header = ['Project name', 'Lead', 'Dept.', 'What it is for', 'Customers', 'Budget (k€)', 'Start', 'End', 'State', 'Sponsor', 'Topic', 'Salary']
    const reading = guessReading(header, () => ['31/1/27'])
    expect(reading).toEqual({
      format: 'csv', currency: 'EUR', times: 1_000, dates: 'day-first',
      fields: { title: 'Project name', goal: 'What it is for', owner: 'Lead', sponsor: 'Sponsor', unit: 'Dept.', customers: 'Customers', disciplines: 'Topic', budget: 'Budget (k€)', start: 'Start', end: 'End', status: 'State' }
    })
    expect(unusedColumns(reading, header)).toEqual(['Salary'])
  })

  it('When a topic is written in words or by its id, then only what is one of the eight is taken', () => {
    expect(disciplinesIn('KF / CF ??')).toEqual(['CF', 'KF'])
    expect(disciplinesIn('customer insight; Empowerment')).toEqual(['CI', 'EM'])
    expect(disciplinesIn('churn; Training')).toEqual([])
  })
})
