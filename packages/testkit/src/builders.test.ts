import { Readable } from 'node:stream'
import { planWaveRequest } from '@weft/contracts/survey/api'
import { sheetHandedOver } from '@weft/contracts/survey/events'
import { readCsv } from '@weft/service-kit/csv'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvText, organisationCsv, sheetsOf, waveOf } from './builders.ts'

async function rowsOf (text: string): Promise<Record<string, string>[]> {
  const csv = await readCsv(Readable.from([Buffer.from(text)]), { name: 'people.csv' })
  const rows = []
  for await (const { cells } of csv.rows) rows.push(Object.fromEntries(csv.header.map((column, at) => [column, cells[at] ?? ''])))
  return rows
}

describe('an organisation', () => {
  test('When it has any size, then everybody is in a unit, every parent and boss is there, and the office is among them', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 3, max: 200 }), (units, people) => {
      const { unitRows, personRows } = organisationCsv({ units, people })
      const known = new Set(unitRows.map(row => row.unit))
      expect(known.size).toBe(units)
      expect(unitRows.filter(row => row.parent === '')).toHaveLength(1)
      expect(unitRows.every(row => row.parent === '' || known.has(row.parent))).toBe(true)
      expect(personRows.every(row => known.has(row.unit) && (row.boss === '' || row.boss === 'P-1'))).toBe(true)
      expect(personRows.filter(row => row.role === 'program-office').map(row => row.sign_in)).toEqual(['office@localhost'])
    }))
  })

  test('When its files are read again, then they hold its rows, bands and changes too', async () => {
    const { people, personRows } = organisationCsv({
      delimiter: ';', bands: { location: ['North', 'South; "old"'] }, change: (person, at) => at === 4 ? { name: `${person.name}, line\nbreak` } : {}
    })
    expect(await rowsOf(people)).toEqual(personRows)
    expect(personRows[1]?.['band_location']).toBe('South; "old"')
    expect(personRows[4]?.name).toBe('Person 5, line\nbreak')
    expect(csvText([])).toBe('')
  })
})

test('When a wave is built, then the survey takes it, with whatever is different', () => {
  expect(planWaveRequest.parse(waveOf({ title: 'Autumn' }))).toMatchObject({ title: 'Autumn', instrumentId: 'full-8' })
})

test('When sheets are built, then they fit the contract and scale, and the same seed gives the same', () => {
  const items = [{ itemId: 'A', min: 1, max: 5 }, { itemId: 'B', min: 0, max: 4 }]
  const options = { waveId: '018f0000-0000-7000-8000-000000000001', items, units: ['U-1', 'U-2'], count: 300, missing: 0.2 }
  const sheets = sheetsOf(options)
  for (const sheet of sheets) {
    expect(sheetHandedOver.data.parse(sheet)).toEqual(sheet)
    for (const { itemId, min, max } of items) {
      const answer = sheet.answers[itemId] ?? null
      expect(answer === null || (answer >= min && answer <= max)).toBe(true)
    }
  }
  expect(sheetsOf(options)).toEqual(sheets)
  expect(sheetsOf({ ...options, seed: 2 })).not.toEqual(sheets)
  const missing = sheets.flatMap(sheet => Object.values(sheet.answers)).filter(answer => answer === null).length
  expect(missing / 600).toBeGreaterThan(0.1)
  expect(missing / 600).toBeLessThan(0.3)
})
