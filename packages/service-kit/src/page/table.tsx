import type { ComponentChildren } from 'preact'

export type Column = { key: string, head: ComponentChildren, number?: boolean, sorted?: 'ascending' | 'descending' }
export type TableRow = { key: string, cells: readonly ComponentChildren[] }

type TableProps = { id: string, caption: ComponentChildren, columns: readonly Column[], rows: readonly TableRow[], tableClass?: string }

/** A native table; the first cell of a row is its heading. On a narrow screen it scrolls in a region of its own, which the keyboard reaches. */
export const Table = ({ id, caption, columns, rows, tableClass }: TableProps) => (
  <div class='scroller' role='region' aria-labelledby={`${id}-caption`} tabIndex={0}>
    <table id={id} class={tableClass}>
      <caption id={`${id}-caption`}><span>{caption}</span></caption>
      <thead>
        <tr>{columns.map(({ key, head, number, sorted }) => <th key={key} scope='col' class={number === true ? 'cell-number' : undefined} aria-sort={sorted}>{head}</th>)}</tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.key}>
            {row.cells.map((cell, place) => place === 0
              ? <th key={place} scope='row'>{cell}</th>
              : <td key={place} class={columns[place]?.number === true ? 'cell-number' : undefined}>{cell}</td>)}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)
