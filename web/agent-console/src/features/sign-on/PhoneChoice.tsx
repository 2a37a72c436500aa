import { CustomerServiceOutlined, PhoneOutlined } from '@ant-design/icons';
import type { PhoneKind } from '@callcenter/ui/contracts';
import { useTranslation } from 'react-i18next';
import styles from './SignOn.module.css';

/** Browser or desk phone. */
export function PhoneChoice({
  kind,
  userName,
  onChoose,
}: {
  kind: PhoneKind;
  userName: string;
  onChoose(kind: PhoneKind): void;
}) {
  const { t } = useTranslation('sign-on');
  const kinds = [
    { value: 'browser', icon: <CustomerServiceOutlined />, name: t('browser'), hint: t('browserHint') },
    { value: 'sip', icon: <PhoneOutlined />, name: t('sip'), hint: t('sipHint', { user: userName }) },
  ] as const;
  return (
    <fieldset className={styles.group}>
      <legend>{t('phone')}</legend>
      <div className={styles.phones}>
        {kinds.map(({ value, icon, name, hint }) => (
          <label key={value} className={styles.phone} data-chosen={kind === value}>
            <input type="radio" name="phone" className="unseen" checked={kind === value} onChange={() => onChoose(value)} />
            <span className={styles.phoneIcon} aria-hidden>
              {icon}
            </span>
            <span className={styles.phoneText}>
              <strong>{name}</strong>
              <span>{hint}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
