import { InboxOutlined } from '@ant-design/icons';
import { DialogBox, textOfError } from '@callcenter/ui';
import { Alert, Button, Checkbox, Form, Input, Progress, Select, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCountries } from '../../parts/countries';
import { sendForm } from '../../parts/sendForm';
import type { DncReport } from './api';
import styles from './Dnc.module.css';

/** A registry's file, or one number a line. */
export function ImportFile({ onDone, onClose }: { onDone(): void; onClose(): void }) {
  const { t } = useTranslation('dnc');
  const [file, setFile] = useState<File | null>(null);
  const [country, setCountry] = useState('US');
  const [source, setSource] = useState('');
  const [prefixes, setPrefixes] = useState(false);
  const [share, setShare] = useState<number | null>(null);
  const [report, setReport] = useState<DncReport | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const countries = useCountries();
  const send = async () => {
    if (!file) {
      setFault(t('file.choose'));
      return;
    }

    const form = new FormData();
    form.set('country', country);
    form.set('source', source.trim());
    form.set('prefixes', String(prefixes));
    form.set('file', file);
    setFault(null);
    setShare(0);
    try {
      setReport(await sendForm<DncReport>('/dnc/imports', form, setShare));
      onDone();
    } catch (error) {
      setFault(textOfError(error));
    } finally {
      setShare(null);
    }
  };
  const buttons = report
    ? [
        <Button key="again" onClick={() => setReport(null)}>
          {t('file.again')}
        </Button>,
        <Button key="close" type="primary" onClick={onClose}>
          {t('file.close')}
        </Button>,
      ]
    : [
        <Button key="start" type="primary" loading={share !== null} onClick={() => void send()}>
          {t('file.start')}
        </Button>,
      ];
  return (
    <DialogBox title={t('file.title')} footer={buttons} onClose={onClose} width={560}>
      {report ? (
        <Report report={report} />
      ) : (
        <Form layout="vertical" disabled={share !== null}>
          <Upload.Dragger
            accept=".csv,.txt,.xlsx"
            multiple={false}
            showUploadList={false}
            beforeUpload={(chosen) => {
              setFile(chosen);
              return false;
            }}
          >
            <div className={styles.drop}>
              <InboxOutlined aria-hidden />
              <strong>{file ? t('file.chosen', { name: file.name }) : t('file.drop')}</strong>
              <span>{t('file.kinds')}</span>
            </div>
          </Upload.Dragger>
          <Form.Item label={t('file.source')} htmlFor="dnc-source" extra={t('file.sourceHint')}>
            <Input id="dnc-source" maxLength={50} value={source} onChange={(event) => setSource(event.target.value)} />
          </Form.Item>
          <Form.Item label={t('form.country')} htmlFor="dnc-country">
            <Select
              id="dnc-country"
              showSearch={{ optionFilterProp: 'label' }}
              options={countries}
              value={country}
              onChange={setCountry}
            />
          </Form.Item>
          <Checkbox checked={prefixes} onChange={(event) => setPrefixes(event.target.checked)}>
            {t('file.prefixes')}
          </Checkbox>
          {share !== null && <Progress percent={Math.round(share * 100)} status="active" aria-label={t('file.start')} />}
          {fault && <Alert className={styles.alert ?? ''} type="error" showIcon title={fault} />}
        </Form>
      )}
    </DialogBox>
  );
}

function Report({ report }: { report: DncReport }) {
  const { t } = useTranslation('dnc');
  const { rows, added, already, rejected } = report;
  return (
    <>
      <Alert type={rejected > 0 ? 'warning' : 'success'} showIcon title={t('file.report', { rows, added, already, rejected })} />
      {report.rejects.length > 0 && (
        <>
          <h3 className={styles.rejects}>{t('file.rejects')}</h3>
          <ul className={styles.list}>
            {report.rejects.map((reject) => (
              <li key={reject.row}>
                {t('file.row', { row: reject.row, text: reject.text })} <small>{reject.reason}</small>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
