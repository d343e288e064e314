import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { items, type LargeWave } from './large-wave.ts'

// Fetched by npm when this row is first measured, beside the toolchain: nobody who only starts Weft should load 70 MB for it.
const [PACKAGE, VERSION] = ['@duckdb/node-api', '1.5.6-r.1']
const folder = join(import.meta.dirname, '../../.toolchain/bench')

type Connection = { run: (sql: string) => Promise<unknown>, runAndReadAll: (sql: string) => Promise<{ getRowObjectsJson: () => Record<string, unknown>[] }>, closeSync: () => void }
type DuckDb = { DuckDBInstance: { create: (path: string) => Promise<{ connect: () => Promise<Connection> }> } }

export type Aggregated = { seconds: number, version: string, /** unit → factor → mean over the unit and all below it */ means: Map<string, Map<string, number>> }

/** DuckDB over the same rows from a file: persons' factor scores, rolled up to every unit with n, mean and variance. */
export async function aggregate (wave: LargeWave): Promise<Aggregated> {
  const { DuckDBInstance } = fetched()
  const files = mkdtempSync(join(tmpdir(), 'weft-duckdb-'))
  try {
    const [sheets, units] = [join(files, 'sheets.csv'), join(files, 'units.csv')]
    writeFileSync(sheets, csv([['unit', ...items.map(item => item.itemId)], ...wave.sheets.map(({ stratum, answers }) => [stratum.unitId, ...items.map(({ itemId }) => answers[itemId] ?? '')])]))
    writeFileSync(units, csv([['unit', 'parent'], ...wave.units.map(({ unitId, parentId }) => [unitId, parentId ?? ''])]))
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    const from = performance.now()
    await connection.run(`create table sheet as select * from read_csv('${sheets}', header = true, nullstr = '')`)
    await connection.run(`create table unit as select * from read_csv('${units}', header = true, nullstr = '')`)
    const rows = (await connection.runAndReadAll(query())).getRowObjectsJson()
    const seconds = (performance.now() - from) / 1_000
    connection.closeSync()
    return { seconds, version: VERSION, means: new Map(rows.map(({ unit, ...means }) => [String(unit), new Map(Object.entries(means).filter(([name]) => name.startsWith('mean_')).map(([name, mean]) => [name.slice(5), Number(mean)]))])) }
  } finally {
    rmSync(files, { recursive: true, force: true })
  }
}

/** Every unit's own people and all below it; a factor score needs half of its items. */
function query (): string {
  const factors = [...new Set(items.map(item => item.factorId))]
  const scores = factors.map(factor => {
    const codes = items.filter(item => item.factorId === factor).map(({ itemId, reverse, min, max }) => reverse ? `${min + max} - s.${itemId}` : `s.${itemId}`)
    return `case when ${codes.map(code => `(${code} is not null)::int`).join(' + ')} >= ${Math.ceil(codes.length / 2)} then list_avg([${codes.join(', ')}]) end as ${factor}`
  })
  return `
    with recursive up as (
      select u.unit, u.unit as above from unit u
       union all
      select up.unit, p.parent from up join unit p on p.unit = up.above where p.parent is not null
    ), person as (select s.unit, ${scores.join(',\n')} from sheet s)
    select up.above as unit, ${factors.map(factor => `count(p.${factor}) as n_${factor}, avg(p.${factor}) as mean_${factor}, var_samp(p.${factor}) as variance_${factor}`).join(', ')}
      from person p join up on up.unit = p.unit
     group by up.above`
}

function fetched (): DuckDb {
  const require = createRequire(join(folder, 'package.json'))
  if (!existsSync(join(folder, 'node_modules', PACKAGE))) {
    process.stderr.write('Fetching DuckDB into .toolchain/bench (once).\n')
    mkdirSync(folder, { recursive: true })
    execFileSync('npm', ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error', `${PACKAGE}@${VERSION}`], { cwd: folder, timeout: 600_000, stdio: ['ignore', 'ignore', 'inherit'] })
  }
  return require(PACKAGE) as DuckDb
}

const csv = (rows: readonly (readonly (string | number)[])[]) => rows.map(row => `${row.join(',')}\n`).join('')
