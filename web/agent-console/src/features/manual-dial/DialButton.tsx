import { PhoneOutlined } from '@ant-design/icons';
import { KeyHint, Late, latePart, ThemeRoot, useShortcut } from '@callcenter/ui';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/deskStore';

const dialDialog = latePart(() => import('./DialDialog'));

/** Opens the dialog to call a number by hand. */
export function DialButton() {
  const { t } = useTranslation('manual-dial');
  const able = useDesk((desk) => (desk.agent?.state === 'ready' || desk.agent?.state === 'paused') && desk.agent.call === null);
  const [open, setOpen] = useState(false);
  useShortcut({
    id: 'call.dial',
    chord: 'Alt+C',
    group: t('keys.group'),
    label: t('title'),
    run: () => setOpen(true),
    enabled: able,
  });
  return (
    <>
      <Button icon={<PhoneOutlined aria-hidden />} disabled={!able} aria-keyshortcuts="Alt+C" onClick={() => setOpen(true)}>
        {t('open')} <KeyHint chord="Alt+C" />
      </Button>
      {open && (
        <ThemeRoot>
          <Late part={dialDialog} give={{ onClose: () => setOpen(false) }} />
        </ThemeRoot>
      )}
    </>
  );
}
