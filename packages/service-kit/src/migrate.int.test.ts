import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { migrate } from './migrate.ts'

let database: TestDatabase
let home: string
let folder: string
beforeEach(async () => {
  database = await databaseOf('kit')
  home = await mkdtemp(join(tmpdir(), 'weft-migrate-'))
  folder = join(home, 'garden', 'migrations')
  await mkdir(folder, { recursive: true })
})
afterEach(async () => {
  await database.drop()
  await rm(home, { recursive: true })
})

const file = (name: string, text: string) => writeFile(join(folder, name), text)
const up = () => migrate({ url: database.ownerUrl, folders: [folder], appRole: 'kit' })
const applied = async () => {
  const owner = new pg.Client(database.ownerUrl)
  await owner.connect()
  const { rows } = await owner.query<{ name: string }>(`select name from migration where name like 'garden/%' order by name`)
  await owner.end()
  return rows.map(row => row.name)
}

test('When four start at once, then each file is applied once and all find the same tables', async () => {
  await file('0001-beds.sql', 'create table bed (name text); insert into bed values (1)')
  await file('0002-more-beds.sql', 'insert into bed values (2)')
  await Promise.all([up(), up(), up(), up()])
  expect(await applied()).toEqual(['garden/0001-beds.sql', 'garden/0002-more-beds.sql'])
  expect((await database.pool.query('select from bed')).rowCount).toBe(2)
})

test('When a file fails in the middle, then nothing of it stays and the ones before do', async () => {
  await file('0001-beds.sql', 'create table bed (name text)')
  await file('0002-wrong.sql', 'insert into bed values (1); insert into nowhere values (1)')
  await expect(up()).rejects.toThrow(/garden\/0002-wrong\.sql failed: .*nowhere/)
  expect((await database.pool.query('select from bed')).rowCount).toBe(0)
  expect(await applied()).toEqual(['garden/0001-beds.sql'])
})

test('When a file was changed after it was applied, then the start is refused', async () => {
  await file('0001-beds.sql', 'create table bed (name text)')
  await up()
  await file('0001-beds.sql', 'create table bed (name text, size int)')
  await expect(up()).rejects.toThrow('was changed after it had been applied')
})

test('When a file has a name out of order, then the start is refused before anything happens', async () => {
  await file('beds.sql', 'create table bed (name text)')
  await expect(up()).rejects.toThrow('is not named NNNN-name.sql')
})

test('When the tables are up, then the app role reads and writes rows but owns and makes nothing', async () => {
  await file('0001-beds.sql', 'create table bed (name text)')
  await up()
  await database.pool.query(`insert into bed values ('rose')`)
  await expect(database.pool.query('drop table bed')).rejects.toThrow('must be owner')
  await expect(database.pool.query('alter table bed add column size int')).rejects.toThrow('must be owner')
  await expect(database.pool.query('create table shed (name text)')).rejects.toThrow('permission denied')
  await expect(database.pool.query('truncate bed')).rejects.toThrow('permission denied')
  await expect(database.pool.query(`insert into migration values ('x', 'y')`)).rejects.toThrow('permission denied')
})
