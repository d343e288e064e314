import { beforeAll, describe, expect, test } from 'vitest'
import { attack, type Report } from './attack.ts'

// The short form: one house of three departments. `npm run attack` plays as many and as large ones as asked for.
describe('everything that roll-ups tell, read by every two', () => {
  let report: Report
  beforeAll(async () => {
    report = await attack({ seed: 20_261_125, departments: 3 })
    console.log(report.lines.join('\n'))
  }, 240_000)

  test('When every two put together what they know, then they learn of nobody, nor of fewer than five others', () => {
    expect(report.finds.slice(0, 5)).toEqual([])
  })
  test('When the house tells anything, then the attack has read it, and as what it is', () => {
    expect([...report.unread, ...report.misread.slice(0, 20)]).toEqual([])
  })
  test('When somebody asks for what is of single people, then it is of those whom they lead, review or share with', () => {
    expect(report.leaked.slice(0, 5)).toEqual([])
  })
  test('When only what was reached changes, then the same is shown; when people are forgotten, what was told stays', () => {
    expect(report.changed.slice(0, 5)).toEqual([])
  })
})
