import { DownloadOutlined, StopOutlined, UndoOutlined } from '@ant-design/icons';
import { confirm, download, numberText, Panel, useLanguage } from '@callcenter/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Progress } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../live/api';
import { useMay } from '../../live/session';
import { doAndSay } from '../../parts/saving';
import { isOpen, type UploadView } from './api';
import styles from './Lists.module.css';
import { UploadChip } from './UploadChip';

/** What became of a file's rows: a sum that adds up, the rejected rows to download, the way back. */
export function UploadReport({ upload, actions }: { upload: UploadView; actions?: ReactNode }) {
  const { t } = useTranslation('lists');
  const mayUpload = useMay('list.upload');
  const mayExport = useMay('lead.export');
  const queries = useQueryClient();
  const open = isOpen(upload);
  const change = (what: 'cancel' | 'undo', done: string) => async () => {
    await doAndSay(() => api.post(`/uploads/${upload.id}/${what}`), done);
    await Promise.all(['/uploads', '/lists', '/leads'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
  };
  const undo = async () => {
    const sure = await confirm({ title: t('undo.title'), text: t('undo.text'), action: t('undo.action'), danger: true });
    if (sure) {
      await change('undo', t('undo.done'))();
    }
  };
  return (
    <Panel title={t('report.title')} aside={<UploadChip upload={upload} />}>
      {open && <Progress percent={Math.round(upload.progress * 100)} status="active" aria-label={t('report.progress')} />}
      {upload.error && <Alert type="error" showIcon title={t('report.failed')} description={upload.error} />}
      {upload.dryRun && upload.state === 'done' && <p className={styles.hint}>{t('report.dryRunHint')}</p>}
      <Sum upload={upload} />
      <div className={styles.reportActions}>
        {open && mayUpload && (
          <Button icon={<StopOutlined aria-hidden />} onClick={() => void change('cancel', t('cancel.done'))()}>
            {t('cancel.action')}
          </Button>
        )}
        {upload.rejected > 0 && mayExport && (
          <Button
            icon={<DownloadOutlined aria-hidden />}
            onClick={() => void doAndSay(() => download(`/uploads/${upload.id}/rejected.csv`, `rejected-${upload.id}.csv`))}
          >
            {t('report.download', { count: upload.rejected })}
          </Button>
        )}
        {upload.state === 'done' && !upload.dryRun && mayUpload && (
          <Button danger icon={<UndoOutlined aria-hidden />} onClick={() => void undo()}>
            {t('undo.action')}
          </Button>
        )}
        {actions}
      </div>
    </Panel>
  );
}

function Sum({ upload }: { upload: UploadView }) {
  const { t } = useTranslation('lists');
  const language = useLanguage((state) => state.language);
  const parts = [
    { key: 'inserted', value: upload.inserted, tone: 'ok' },
    { key: 'updated', value: upload.updated, tone: 'accent' },
    { key: 'duplicates', value: upload.duplicates, tone: 'plain' },
    { key: 'rejected', value: upload.rejected, tone: 'bad' },
  ] as const;
  return (
    <>
      <dl className={styles.sum}>
        <div className={styles.figure} data-figure="rows">
          <dt>{t('report.rows')}</dt>
          <dd>{numberText(upload.rows, language)}</dd>
        </div>
        {parts.map(({ key, value, tone }, place) => (
          <div key={key} className={styles.figure} data-figure={key} data-tone={value > 0 ? tone : 'plain'}>
            <dt>{t(`report.${key}`)}</dt>
            <dd>
              <span className={styles.sign} aria-hidden>
                {place === 0 ? '=' : '+'}
              </span>
              {numberText(value, language)}
            </dd>
          </div>
        ))}
      </dl>
      {(upload.doNotCall > 0 || upload.warnings > 0) && (
        <ul className={styles.small}>
          {upload.doNotCall > 0 && <li>{t('report.doNotCall', { count: upload.doNotCall })}</li>}
          {upload.warnings > 0 && <li>{t('report.warnings', { count: upload.warnings })}</li>}
        </ul>
      )}
    </>
  );
}
