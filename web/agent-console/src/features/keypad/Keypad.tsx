import { TableOutlined } from '@ant-design/icons';
import { KeyHint, useEscape, useShortcut } from '@callcenter/ui';
import type { AgentCall } from '@callcenter/ui/contracts';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KeypadKeys } from './KeypadKeys';

/** Digits to the customer's side: for menus of the far end. */
export function Keypad({ call, disabled }: { call: AgentCall; disabled: boolean }) {
  const { t } = useTranslation('keypad');
  const [open, setOpen] = useState(false);
  const shown = open && !disabled;
  useEscape(shown, () => setOpen(false));
  useShortcut({
    id: 'call.keypad',
    chord: 'Ctrl+Shift+K',
    group: t('keys.group'),
    label: t('title'),
    run: () => setOpen(!open),
    enabled: !disabled,
  });
  return (
    <Popover
      trigger="click"
      open={shown}
      onOpenChange={setOpen}
      color="var(--elevated)"
      content={<KeypadKeys call={call} />}
      destroyOnHidden
    >
      <Button icon={<TableOutlined aria-hidden />} disabled={disabled} aria-keyshortcuts="Control+Shift+K" aria-expanded={shown}>
        {t('button')} <KeyHint chord="Ctrl+Shift+K" />
      </Button>
    </Popover>
  );
}
