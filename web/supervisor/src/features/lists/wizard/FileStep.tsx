import { FileExcelOutlined, InboxOutlined } from '@ant-design/icons';
import { ApiError, Panel, useLanguage } from '@callcenter/ui';
import { Alert, Progress, Upload } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ListView, sendFile } from '../api';
import { codeText } from '../codeText';
import type { Wizard } from './useWizard';
import styles from './Wizard.module.css';

/** Drop a file, or choose one. */
export function FileStep({ wizard, list }: { wizard: Wizard; list: ListView }) {
  const { t } = useTranslation('lists');
  const language = useLanguage((state) => state.language);
  const country = new Intl.DisplayNames(language, { type: 'region' }).of(list.defaultCountry);
  const [share, setShare] = useState<number | null>(null);
  const [fault, setFault] = useState<{ name: string; text: string } | null>(null);
  const sending = useRef(new AbortController());
  useEffect(() => {
    sending.current = new AbortController();
    return () => sending.current.abort();
  }, []);
  const send = async (file: File) => {
    setFault(null);
    setShare(0);
    try {
      wizard.take(await sendFile(wizard.list, file, setShare, sending.current.signal));
    } catch (error) {
      if (!sending.current.signal.aborted) {
        setFault({ name: file.name, text: error instanceof ApiError ? codeText(error.code, error.message) : String(error) });
      }
    } finally {
      setShare(null);
    }
  };
  return (
    <Panel title={t('wizard.file.title')} icon={<FileExcelOutlined />}>
      {fault && (
        <Alert
          className={styles.alert ?? ''}
          type="error"
          showIcon
          title={t('wizard.file.refused', { name: fault.name })}
          description={fault.text}
        />
      )}
      <Upload.Dragger
        accept=".csv,.txt,.tsv,.xlsx,.xlsm"
        multiple={false}
        showUploadList={false}
        disabled={share !== null}
        beforeUpload={(file) => {
          void send(file);
          return false;
        }}
      >
        <div className={styles.drop}>
          <InboxOutlined aria-hidden />
          <strong>{t('wizard.file.drop')}</strong>
          <span>{t('wizard.file.kinds')}</span>
        </div>
      </Upload.Dragger>
      {share !== null && <Progress percent={Math.round(share * 100)} status="active" aria-label={t('wizard.file.sending')} />}
      <p className={styles.hint}>{t('wizard.file.country', { country })}</p>
    </Panel>
  );
}
