import type { AgentCall } from '@callcenter/ui/contracts';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { order } from '../../desk/desk';
import styles from './Keypad.module.css';

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;
const longest = 32;

/** Twelve keys; the keyboard types on them while they have the focus. */
export function KeypadKeys({ call }: { call: AgentCall }) {
  const { t } = useTranslation('keypad');
  const [sent, setSent] = useState('');
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => root.current?.querySelector('button')?.focus(), []);
  const press = (digit: string) => {
    setSent((before) => (before + digit).slice(-longest));
    void order({ command: 'pressKeys', call: call.id, digits: digit });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys inside are buttons; typing is a second way to press them.
    <div
      ref={root}
      className={styles.keypad}
      data-takes-keys
      onKeyDown={(event) => {
        if ((keys as readonly string[]).includes(event.key) && !event.ctrlKey && !event.altKey) {
          event.preventDefault();
          press(event.key);
        }
      }}
    >
      <output className={styles.sent} aria-live="polite">
        {sent || t('hint')}
      </output>
      <div className={styles.keys}>
        {keys.map((digit) => (
          <button key={digit} type="button" className={styles.key} aria-label={t('key', { digit })} onClick={() => press(digit)}>
            {digit}
          </button>
        ))}
      </div>
    </div>
  );
}
