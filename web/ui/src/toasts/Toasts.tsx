import { CheckCircleFilled, CloseOutlined, ExclamationCircleFilled, InfoCircleFilled, WarningFilled } from '@ant-design/icons';
import { Button } from 'antd';
import { type CSSProperties, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Toasts.module.css';
import { type Toast, type ToastTone, useToasts } from './toastStore';

const icons: Record<ToastTone, typeof InfoCircleFilled> = {
  info: InfoCircleFilled,
  good: CheckCircleFilled,
  warning: WarningFilled,
  bad: ExclamationCircleFilled,
};

/** The notices, bottom left: away from what is clicked in a call. */
export function Toasts() {
  const toasts = useToasts((state) => state.toasts);
  return (
    <div className={styles.stack} role="status" aria-live="polite">
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function ToastCard({ toast }: { toast: Toast }) {
  const { t } = useTranslation();
  const dismiss = useToasts((state) => state.dismiss);
  useEffect(() => {
    const timer = setTimeout(() => dismiss(toast.id), toast.seconds * 1000);
    return () => clearTimeout(timer);
  }, [toast, dismiss]);
  const Icon = icons[toast.tone];
  return (
    <div className={styles.card} data-tone={toast.tone} style={{ '--seconds': `${toast.seconds}s` } as CSSProperties}>
      <Icon className={styles.icon ?? ''} aria-hidden />
      <span className={styles.text}>{toast.text}</span>
      {toast.action && (
        <Button
          size="small"
          type="link"
          className={styles.action ?? ''}
          onClick={() => {
            dismiss(toast.id);
            toast.action?.run();
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <button type="button" className={styles.close} aria-label={t('close')} onClick={() => dismiss(toast.id)}>
        <CloseOutlined aria-hidden />
      </button>
      {toast.action && <span className={styles.rest} aria-hidden />}
    </div>
  );
}
