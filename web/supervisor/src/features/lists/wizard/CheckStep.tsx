import {
  CheckCircleOutlined,
  CloseCircleOutlined,
  CopyOutlined,
  EditOutlined,
  ExperimentOutlined,
  StopOutlined,
} from '@ant-design/icons';
import { Chip, type ChipTone, numberTypeText, Panel, showToast, textOfError } from '@callcenter/ui';
import { Button, Form, Radio, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PlainColumn, PlainTable } from '../../../parts/PlainTable';
import type { DuplicateMode, DuplicateScope, PreviewRow, RowVerdict } from '../api';
import { codeText } from '../codeText';
import { UploadReport } from '../UploadReport';
import { useUpload } from '../useUpload';
import type { Wizard } from './useWizard';
import styles from './Wizard.module.css';

const modes: readonly DuplicateMode[] = ['skip', 'update', 'merge'];
const scopes: readonly DuplicateScope[] = ['file', 'list', 'campaign', 'all'];

/** What would become of the rows: the first ones at once, all of them by a dry run. */
export function CheckStep({ wizard }: { wizard: Wizard }) {
  const { t } = useTranslation('lists');
  const [dry, setDry] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const trial = useUpload(dry);
  const run = async (dryRun: boolean) => {
    setBusy(true);
    try {
      const made = await wizard.run(dryRun);
      setDry(dryRun ? made.id : null);
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      showToast({ tone: 'bad', text: code ? codeText(code, message) : textOfError(error) });
    } finally {
      setBusy(false);
    }
  };
  const change = (choice: Partial<Wizard['choices']>) => {
    setDry(null);
    wizard.choose(choice);
  };
  return (
    <div className={styles.two}>
      <div className={styles.side}>
        <Panel title={t('wizard.check.duplicates')}>
          <Form layout="vertical">
            <Form.Item label={t('wizard.check.mode')}>
              <Radio.Group
                className={styles.radios ?? ''}
                value={wizard.choices.duplicates}
                options={modes.map((value) => ({ value, label: t(`wizard.mode.${value}`) }))}
                onChange={(event) => change({ duplicates: event.target.value as DuplicateMode })}
              />
            </Form.Item>
            <Form.Item label={t('wizard.check.scope')} htmlFor="scope">
              <Select
                id="scope"
                value={wizard.choices.duplicateScope}
                options={scopes.map((value) => ({ value, label: t(`wizard.scope.${value}`) }))}
                onChange={(duplicateScope: DuplicateScope) => change({ duplicateScope })}
              />
            </Form.Item>
          </Form>
          <div className={styles.foot}>
            <Button onClick={() => wizard.goTo('columns')}>{t('wizard.back')}</Button>
            <Button icon={<ExperimentOutlined aria-hidden />} disabled={busy} onClick={() => void run(true)}>
              {t('wizard.check.dryRun')}
            </Button>
            <Button type="primary" loading={busy} onClick={() => void run(false)}>
              {t('wizard.check.import')}
            </Button>
          </div>
        </Panel>
        {trial.data && dry && <UploadReport upload={trial.data} />}
      </div>
      <Panel title={t('wizard.check.rows')} aside={t('wizard.reading.first', { count: wizard.file?.rows.length ?? 0 })} fill>
        <PlainTable<PreviewRow>
          label={t('wizard.check.rows')}
          loading={wizard.reads}
          columns={useRowColumns()}
          rows={wizard.file?.rows ?? []}
          rowKey={(row) => String(row.row)}
        />
      </Panel>
    </div>
  );
}

const looks: Record<RowVerdict, { tone: ChipTone; icon: ReactNode }> = {
  new: { tone: 'ok', icon: <CheckCircleOutlined /> },
  update: { tone: 'accent', icon: <EditOutlined /> },
  duplicate: { tone: 'warn', icon: <CopyOutlined /> },
  rejected: { tone: 'bad', icon: <CloseCircleOutlined /> },
};

function useRowColumns(): PlainColumn<PreviewRow>[] {
  const { t } = useTranslation('lists');
  return [
    { title: '#', width: 64, render: (row) => row.row },
    {
      title: t('wizard.check.verdict'),
      width: 230,
      render: (row) => {
        const { tone, icon } = looks[row.verdict];
        return (
          <span className={styles.verdict}>
            <Chip tone={tone} icon={icon}>
              {row.inFile && row.verdict === 'duplicate' ? t('wizard.verdict.inFile') : t(`wizard.verdict.${row.verdict}`)}
            </Chip>
            {row.code && <small title={row.reason ?? ''}>{codeText(row.code, row.reason ?? '')}</small>}
          </span>
        );
      },
    },
    {
      title: t('wizard.check.name'),
      width: 200,

      render: (row) => row.name ?? row.cells.slice(0, 2).join(', '),
    },
    {
      title: t('wizard.check.numbers'),
      render: (row) => (
        <span className={styles.numbers}>
          {row.numbers.map((number) => (
            <span key={number.number}>
              <code>{number.number}</code> <small>{numberTypeText(number.type)}</small>
              {number.doNotCall && (
                <Chip tone="bad" icon={<StopOutlined />}>
                  {t('wizard.check.doNotCall')}
                </Chip>
              )}
            </span>
          ))}
        </span>
      ),
    },
    { title: t('wizard.check.zone'), width: 230, render: (row) => <Zones row={row} /> },
  ];
}

function Zones({ row }: { row: PreviewRow }) {
  const { t } = useTranslation('lists');
  const [first] = row.numbers;
  if (!first) {
    return null;
  }

  const { timeZones } = first;
  return timeZones.length > 0 ? (
    <span title={timeZones.join('\n')}>
      {timeZones[0]?.replaceAll('_', ' ')}
      {timeZones.length > 1 && ` +${timeZones.length - 1}`}
    </span>
  ) : (
    <Chip tone="warn">{t('wizard.check.zoneUnknown')}</Chip>
  );
}
