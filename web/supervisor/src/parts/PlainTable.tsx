import { Spin } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './PlainTable.module.css';

export interface PlainColumn<T> {
  title: ReactNode;
  /** When the title is no text. */
  key?: string;
  width?: number;
  align?: 'right' | 'center';
  render(row: T, at: number): ReactNode;
}

export interface PlainTableProps<T> {
  /** Read out. */
  label: string;
  columns: readonly PlainColumn<T>[];
  rows: readonly T[];
  rowKey(row: T): string;
  loading?: boolean;
  /** Instead of rows when there are none. */
  empty?: ReactNode;
  /** A click on a row; the row itself must hold a link or a button for the keyboard. */
  onOpen?(row: T): void;
  /** A row that is a heading for those after it spans all columns. */
  heading?(row: T): boolean;
}

/**
 * A short list, all of it drawn. (antd's Table measures scroll bars with a style of its own that carries no nonce, which our policy
 * refuses; its virtual one, which PagedTable uses for long lists, does not.)
 */
export function PlainTable<T>(props: PlainTableProps<T>) {
  const { label, columns, rows, rowKey, loading = false, empty, onOpen, heading } = props;
  const { t } = useTranslation('parts');
  const name = (column: PlainColumn<T>, at: number) =>
    column.key ?? (typeof column.title === 'string' ? column.title : String(at));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keys, too.
    <section className={styles.wrap} aria-label={label} aria-busy={loading} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column, at) => (
              <th
                key={name(column, at)}
                scope="col"
                data-align={column.align}
                style={column.width ? { width: column.width } : undefined}
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) =>
            heading?.(row) ? (
              <tr key={rowKey(row)}>
                <th scope="colgroup" colSpan={columns.length} className={styles.heading}>
                  {columns[0]?.render(row, at)}
                </th>
              </tr>
            ) : (
              <tr key={rowKey(row)} data-open={onOpen !== undefined} onClick={onOpen && (() => onOpen(row))}>
                {columns.map((column, place) => (
                  <td key={name(column, place)} data-align={column.align}>
                    {column.render(row, at)}
                  </td>
                ))}
              </tr>
            ),
          )}
        </tbody>
      </table>
      {loading && rows.length === 0 && <Spin className={styles.below ?? ''} aria-label={t('search')} />}
      {!loading && rows.length === 0 && <p className={styles.below}>{empty ?? t('empty.title')}</p>}
    </section>
  );
}
