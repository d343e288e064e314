import { databaseOf } from '@weft/testkit/database'
import pg from 'pg'
import { expect, test } from 'vitest'
import { databaseTraces } from './traces.ts'

test('When a row took the place of one that went, then it is read where it was numbered, and where it lies besides', async () => {
  const database = await databaseOf('kit')
  const client = new pg.Client({ connectionString: database.superUrl })
  await client.connect()
  try {
    await client.query('create table told (number bigint generated always as identity primary key, about text not null)')
    await client.query("insert into told (about) values ('gone'), ('first')")
    await client.query("delete from told where about = 'gone'")
    await client.query('vacuum told')
    await client.query("insert into told (about) values ('second')")
    const traces = await databaseTraces('kit', database.superUrl)
    const at = (place: string) => traces.filter(trace => trace.place === place).sort((a, b) => a.position - b.position).map(({ text }) => /first|second/.exec(text)?.[0])
    expect(at('kit.told')).toEqual(['first', 'second'])
    expect(at('kit.told (heap)')).toEqual(['second', 'first'])
  } finally {
    await client.end()
    await database.drop()
  }
})
