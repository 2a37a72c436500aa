import { type Chord, KeyHint, useShortcut } from '@callcenter/ui';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './CallBand.module.css';

export interface BandButtonProps {
  id: string;
  chord: Chord;
  /** In the list of keys. */
  keyLabel: string;
  text: string;
  icon?: ReactNode;
  pressed?: boolean;
  disabled?: boolean;
  danger?: boolean;
  destructive?: boolean;
  onClick(): void;
}

/** A button of the band that its chord presses too. */
export function BandButton({
  id,
  chord,
  keyLabel,
  text,
  icon,
  pressed,
  disabled = false,
  danger = false,
  destructive = false,
  onClick,
}: BandButtonProps) {
  const { t } = useTranslation('call-band');
  useShortcut({
    id: `call.${id}`,
    chord,
    group: t('keys.group'),
    label: keyLabel,
    run: onClick,
    enabled: !disabled,
    destructive,
  });
  return (
    <Button
      type={danger || pressed ? 'primary' : 'default'}
      danger={danger}
      icon={icon}
      disabled={disabled}
      aria-keyshortcuts={chord.replace('Ctrl', 'Control')}
      title={keyLabel}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      className={(danger ? styles.hangUp : styles.button) ?? ''}
      onClick={onClick}
    >
      {text} <KeyHint chord={chord} />
    </Button>
  );
}
