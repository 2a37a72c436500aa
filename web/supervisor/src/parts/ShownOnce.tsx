import { CheckOutlined, CopyOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './ShownOnce.module.css';

/** A secret that the server shows this once, with a button that copies it. */
export function ShownOnce({ label, secret }: { label: string; secret: string }) {
  const { t } = useTranslation('parts');
  const [copied, setCopied] = useState(false);
  const id = useId();
  const copy = async () => {
    await navigator.clipboard.writeText(secret);
    setCopied(true);
  };
  return (
    <div className={styles.secret}>
      <label htmlFor={id}>{label}</label>
      <div className={styles.line}>
        <Input id={id} readOnly value={secret} className={styles.text ?? ''} onFocus={(event) => event.target.select()} />
        <Button icon={copied ? <CheckOutlined aria-hidden /> : <CopyOutlined aria-hidden />} onClick={() => void copy()}>
          {copied ? t('once.copied') : t('once.copy')}
        </Button>
      </div>
      <p className={styles.note}>{t('once.note')}</p>
    </div>
  );
}
