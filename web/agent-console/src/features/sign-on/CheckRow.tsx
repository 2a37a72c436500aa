import { CheckCircleFilled, ClockCircleOutlined, ExclamationCircleFilled } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './SignOn.module.css';

export type CheckState = 'pending' | 'done' | 'failed';

const icons = { pending: ClockCircleOutlined, done: CheckCircleFilled, failed: ExclamationCircleFilled } as const;

/** One thing that is checked: its state, what to do, and something to do it with. */
export function CheckRow({
  state,
  title,
  text,
  children,
}: {
  state: CheckState;
  title: string;
  text: string;
  children?: ReactNode;
}) {
  const { t } = useTranslation('sign-on');
  const Icon = icons[state];
  return (
    <li className={styles.check} data-state={state}>
      <Icon className={styles.checkIcon ?? ''} aria-label={t(state)} />
      <div className={styles.checkText}>
        <strong>{title}</strong>
        <span>{text}</span>
      </div>
      <div className={styles.checkTool}>{children}</div>
    </li>
  );
}
