import { EyeOutlined } from '@ant-design/icons';
import { Panel, textOfError } from '@callcenter/ui';
import { Alert, Button, Form, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { type PlainColumn, PlainTable } from '../../../parts/PlainTable';
import type { FilePreview, PreviewRow } from '../api';
import { codeText } from '../codeText';
import type { Wizard } from './useWizard';
import styles from './Wizard.module.css';

const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'gb18030',
  'big5',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'shift_jis',
  'euc-kr',
];
const separators = [',', ';', 'tab', '|'] as const;
const shownColumns = 30;

/** How the file is read: found out already, to be corrected when the rows look wrong. */
export function ReadingStep({ wizard }: { wizard: Wizard }) {
  const { t } = useTranslation('lists');
  const { file, reading, reads } = wizard;
  if (!file) {
    return null;
  }

  const separator = file.separator === '\t' ? 'tab' : file.separator;
  return (
    <div className={styles.two}>
      <Panel title={t('wizard.reading.title')}>
        <Form layout="vertical" disabled={reads}>
          {file.kind === 'xlsx' ? (
            <Form.Item label={t('wizard.reading.sheet')} htmlFor="sheet">
              <Select
                id="sheet"
                value={reading.sheet ?? file.sheet}
                options={file.sheets.map((name) => ({ value: name, label: name }))}
                onChange={(sheet: string) => wizard.read({ sheet })}
              />
            </Form.Item>
          ) : (
            <>
              <Form.Item label={t('wizard.reading.encoding')} htmlFor="encoding" extra={t('wizard.reading.encodingHint')}>
                <Select
                  id="encoding"
                  showSearch
                  value={file.encoding}
                  options={[...new Set([file.encoding, ...encodings])].map((name) => ({
                    value: name,
                    label: encodingText(name),
                  }))}
                  onChange={(encoding: string) => wizard.read({ encoding })}
                />
              </Form.Item>
              <Form.Item label={t('wizard.reading.separator')} htmlFor="separator">
                <Select
                  id="separator"
                  value={separator}
                  options={[...new Set([separator ?? ',', ...separators])].map((name) => ({
                    value: name,
                    label: t(`wizard.separator.${name as ','}`, { defaultValue: name }),
                  }))}
                  onChange={(value: string) => wizard.read({ separator: value })}
                />
              </Form.Item>
            </>
          )}
          <Form.Item label={t('wizard.reading.header')}>
            <Radio.Group
              value={file.header}
              options={[
                { value: true, label: t('wizard.reading.headings') },
                { value: false, label: t('wizard.reading.noHeadings') },
              ]}
              onChange={(event) => wizard.read({ header: event.target.value as boolean })}
            />
          </Form.Item>
        </Form>
        <div className={styles.foot}>
          <Button onClick={wizard.again}>{t('wizard.otherFile')}</Button>
          <Button type="primary" disabled={wizard.fault !== null} onClick={() => wizard.goTo('columns')}>
            {t('wizard.next')}
          </Button>
        </div>
      </Panel>
      <Panel
        title={t('wizard.reading.rows')}
        icon={<EyeOutlined />}
        aside={t('wizard.reading.first', { count: file.rows.length })}
        fill
      >
        {wizard.fault ? <Alert type="error" showIcon title={faultText(wizard.fault)} /> : <RawRows file={file} busy={reads} />}
      </Panel>
    </div>
  );
}

function RawRows({ file, busy }: { file: FilePreview; busy: boolean }) {
  const { t } = useTranslation('lists');
  const columns: PlainColumn<PreviewRow>[] = file.columns.slice(0, shownColumns).map((column, at) => ({
    key: String(at),
    title: file.header ? column.name || '–' : t('wizard.columnOf', { number: at + 1 }),
    render: (row) => <span className={styles.cell}>{row.cells[at] ?? ''}</span>,
  }));
  return (
    <PlainTable<PreviewRow>
      label={t('wizard.reading.rows')}
      loading={busy}
      columns={[{ key: 'row', title: '#', width: 64, render: (row) => row.row }, ...columns]}
      rows={file.rows}
      rowKey={(row) => String(row.row)}
    />
  );
}

function faultText(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  return code ? codeText(code, message ?? '') : textOfError(error);
}

const encodingNames: Record<string, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 (LE)',
  'utf-16be': 'UTF-16 (BE)',
  gb18030: 'GB18030 / GBK (简体)',
  big5: 'Big5 (繁體)',
  'windows-1252': 'Windows-1252 (Western)',
  'windows-1250': 'Windows-1250 (Central Europe)',
  'windows-1251': 'Windows-1251 (Cyrillic)',
  shift_jis: 'Shift JIS (日本語)',
  'euc-kr': 'EUC-KR (한국어)',
};

const encodingText = (name: string) => encodingNames[name] ?? name;
