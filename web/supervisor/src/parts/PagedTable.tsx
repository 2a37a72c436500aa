import { InboxOutlined } from '@ant-design/icons';
import { EmptyState, textOfError } from '@callcenter/ui';
import { Button, Table, type TableProps } from 'antd';
import { type ReactNode, type UIEvent, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Page.module.css';
import type { usePages } from './usePages';

export interface PagedTableProps<T extends object> {
  /** Read out. */
  label: string;
  /** What {@link usePages} gave. */
  pages: ReturnType<typeof usePages<T>>;
  /** Each with a width, but one. */
  columns: NonNullable<TableProps<T>['columns']>;
  rowKey: (row: T) => string;
  /** Click or Enter on a row. */
  onOpen?(row: T): void;
  /** Instead of rows when there are none: says what to do next. */
  empty?: ReactNode;
  /** True while a filter is set: says that nothing matches instead of `empty`. */
  filtered?: boolean;
  onClearFilter?(): void;
  /** At the foot, beside the count. */
  foot?: ReactNode;
  rowSelection?: TableProps<T>['rowSelection'];
}

const headHeight = 40;
const nearEnd = 400;

/** A list of any length: fetched page by page as one scrolls, only the rows in sight are drawn. Fills a `<Page fill>`. */
export function PagedTable<T extends object>(props: PagedTableProps<T>) {
  const { label, pages, columns, rowKey, onOpen, empty, filtered = false, onClearFilter, foot, rowSelection } = props;
  const { t } = useTranslation(['parts', 'common']);
  const [height, watch] = useHeight();
  const { rows, hasNextPage, isFetching, isPending, error, fetchNextPage, refetch } = pages;
  const more = () => {
    if (hasNextPage && !isFetching) {
      void fetchNextPage();
    }
  };
  if (error && rows.length === 0) {
    return (
      <div className={styles.nothing}>
        <EmptyState icon={<InboxOutlined />} title={t('failed')} text={textOfError(error)}>
          <Button className={styles.again ?? ''} onClick={() => void refetch()}>
            {t('common:retry')}
          </Button>
        </EmptyState>
      </div>
    );
  }

  if (!isPending && rows.length === 0) {
    return (
      <div className={styles.nothing}>
        {filtered ? (
          <EmptyState icon={<InboxOutlined />} title={t('empty.filtered')}>
            {onClearFilter && (
              <Button className={styles.again ?? ''} onClick={onClearFilter}>
                {t('clear')}
              </Button>
            )}
          </EmptyState>
        ) : (
          (empty ?? <EmptyState icon={<InboxOutlined />} title={t('empty.title')} />)
        )}
      </div>
    );
  }

  return (
    <section className={styles.table} aria-label={label} aria-busy={isFetching}>
      <div ref={watch} className={styles.rows}>
        {height > 0 && (
          <Table<T>
            virtual
            size="middle"
            pagination={false}
            columns={columns}
            dataSource={rows as T[]}
            rowKey={rowKey}
            loading={isPending}
            scroll={{ x: 'max-content', y: Math.max(80, height - headHeight) }}
            onScroll={(event: UIEvent<HTMLDivElement>) => {
              const at = event.currentTarget;
              if (at.scrollHeight - at.scrollTop - at.clientHeight < nearEnd) {
                more();
              }
            }}
            {...(rowSelection ? { rowSelection } : {})}
            onRow={(row) =>
              onOpen
                ? {
                    tabIndex: 0,
                    onClick: () => onOpen(row),
                    onKeyDown: (event) => {
                      if (event.key === 'Enter' && event.target === event.currentTarget) {
                        onOpen(row);
                      }
                    },
                  }
                : {}
            }
          />
        )}
      </div>
      <footer className={styles.foot}>
        <span role="status">{hasNextPage ? t('some', { count: rows.length }) : t('all', { count: rows.length })}</span>
        {hasNextPage && (
          <Button size="small" loading={isFetching} onClick={more}>
            {t('more')}
          </Button>
        )}
        {foot}
      </footer>
    </section>
  );
}

function useHeight(): [number, (element: HTMLElement | null) => (() => void) | undefined] {
  const [height, setHeight] = useState(0);
  const watch = useCallback((element: HTMLElement | null) => {
    if (!element) {
      return undefined;
    }

    const observer = new ResizeObserver(([entry]) => setHeight(Math.floor(entry?.contentRect.height ?? 0)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [height, watch];
}
