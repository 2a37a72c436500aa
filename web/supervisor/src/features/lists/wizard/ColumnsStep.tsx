import { BulbOutlined, CheckCircleOutlined, HistoryOutlined, MinusCircleOutlined } from '@ant-design/icons';
import { Chip, Panel } from '@callcenter/ui';
import { Alert, Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { type PlainColumn, PlainTable } from '../../../parts/PlainTable';
import type { ColumnView } from '../api';
import { codeText } from '../codeText';
import { keepAll, ownField, phonePlaces, plainTargets, withTarget } from './targets';
import type { Wizard } from './useWizard';
import styles from './Wizard.module.css';

type Row = ColumnView & { place: string; at: number };

/** What each column means: guessed from headings and cells, changed by a drop-down. */
export function ColumnsStep({ wizard }: { wizard: Wizard }) {
  const { t } = useTranslation('lists');
  const { file, columns } = wizard;
  const tableColumns = useTableColumns(wizard);
  if (!file) {
    return null;
  }

  const rows: Row[] = file.columns.map((column, at) => ({ ...column, place: `#${at + 1}`, at }));
  const unmapped = rows.filter((row) => !(row.place in columns)).length;
  const fault = wizard.reads ? null : file.fault;
  return (
    <Panel
      title={t('wizard.columns.title')}
      aside={
        unmapped > 0 && (
          <Button
            size="small"
            onClick={() =>
              wizard.map(
                keepAll(
                  columns,
                  file.columns.map((column) => column.name),
                ),
              )
            }
          >
            {t('wizard.columns.keepAll', { count: unmapped })}
          </Button>
        )
      }
      foot={
        <div className={styles.foot}>
          <Button onClick={() => wizard.goTo('reading')}>{t('wizard.back')}</Button>
          <Button type="primary" disabled={fault !== null} loading={wizard.reads} onClick={() => wizard.goTo('check')}>
            {t('wizard.next')}
          </Button>
        </div>
      }
    >
      {file.remembered && (
        <Alert
          className={styles.alert ?? ''}
          type="info"
          showIcon
          icon={<HistoryOutlined />}
          title={t('wizard.columns.remembered')}
        />
      )}
      {fault && <Alert className={styles.alert ?? ''} type="warning" showIcon title={codeText(fault.code, fault.message)} />}
      <PlainTable<Row> label={t('wizard.columns.title')} columns={tableColumns} rows={rows} rowKey={(row) => row.place} />
    </Panel>
  );
}

function useTableColumns(wizard: Wizard): PlainColumn<Row>[] {
  const { t } = useTranslation('lists');
  return [
    {
      title: t('wizard.columns.column'),
      width: 200,
      render: (row) => <strong>{wizard.file?.header ? row.name || '–' : t('wizard.columnOf', { number: row.at + 1 })}</strong>,
    },
    {
      title: t('wizard.columns.samples'),
      render: (row) => <span className={styles.samples}>{row.samples.join(' · ') || t('wizard.columns.empty')}</span>,
    },
    { title: t('wizard.columns.kind'), width: 130, render: (row) => <Chip>{t(`wizard.kind.${row.kind}`)}</Chip> },
    { title: t('wizard.columns.field'), width: 280, render: (row) => <TargetSelect wizard={wizard} row={row} /> },
    {
      key: 'mark',
      title: t('wizard.columns.how'),
      width: 130,
      render: (row) => <Mark target={wizard.columns[row.place] ?? null} guess={row.guess} />,
    },
  ];
}

function Mark({ target, guess }: { target: string | null; guess: string | null }) {
  const { t } = useTranslation('lists');
  if (!target) {
    return <Chip icon={<MinusCircleOutlined />}>{t('wizard.columns.left')}</Chip>;
  }

  return target === guess ? (
    <Chip tone="accent" icon={<BulbOutlined />}>
      {t('wizard.columns.guessed')}
    </Chip>
  ) : (
    <Chip tone="ok" icon={<CheckCircleOutlined />}>
      {t('wizard.columns.chosen')}
    </Chip>
  );
}

function TargetSelect({ wizard, row }: { wizard: Wizard; row: Row }) {
  const { t } = useTranslation('lists');
  const own = ownField(row.name, row.at + 1);
  const value = wizard.columns[row.place] ?? '';
  const fields = [...new Set([own, ...(value.startsWith('custom.') ? [value] : [])])];
  const options = [
    { value: '', label: t('wizard.columns.leave') },
    {
      label: t('wizard.columns.numbers'),
      options: phonePlaces.map((place) => ({ value: `phone${place}`, label: t('wizard.phone', { place }) })),
    },
    {
      label: t('wizard.columns.customer'),
      options: plainTargets.map((target) => ({ value: target, label: t(`wizard.target.${target}`) })),
    },
    {
      label: t('wizard.columns.own'),
      options: fields.map((name) => ({ value: name, label: t('wizard.ownField', { name: name.slice(7) }) })),
    },
    {
      label: t('wizard.columns.types'),
      options: phonePlaces.map((place) => ({ value: `phone${place}Type`, label: t('wizard.phoneType', { place }) })),
    },
  ];
  return (
    <Select
      className={styles.target ?? ''}
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={t('wizard.columns.fieldOf', { column: row.name || String(row.at + 1) })}
      value={value}
      options={options}
      onChange={(target: string) => wizard.map(withTarget(wizard.columns, row.place, target || null))}
    />
  );
}
