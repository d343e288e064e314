import { describe, expect, test } from 'vitest'
import { groupsFor } from './sections.ts'

const groups = (...roles: Parameters<typeof groupsFor>[0]) => Object.fromEntries(groupsFor(roles).map(({ group, all }) => [group, all.map(({ name }) => name)]))

describe('parts of commitments', () => {
  test('When somebody leads nobody, then their own four stand in front, and a review that was handed to them is found behind More', () => {
    expect(groups('employee')).toEqual({ mine: ['My commitments', 'My quarter', 'My index', 'What followed'], more: ['My team', 'Reminders', 'Hand-overs', 'Bring goals', 'Who sees what'] })
  })
  test('When somebody leads, then their team stands in front; the office has the year as well', () => {
    expect(groups('employee', 'manager')).toMatchObject({ team: ['My team', 'Team talk'], whole: ['Roll-up'] })
    expect(groups('employee', 'program-office')).toMatchObject({ team: ['My team', 'Team talk'], whole: ['Roll-up', 'Does it work?', 'The year'] })
  })
})
