import { CheckOutlined, DownOutlined, PauseOutlined } from '@ant-design/icons';
import { useEscape, useShortcut } from '@callcenter/ui';
import { Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/deskStore';
import { useReasons } from '../../desk/reasons';
import { useWish, wishFor } from '../../desk/wish';
import styles from './StateControl.module.css';

/** Ready, or pause with a reason; in a call the choice is kept for after it. */
export function StateControl() {
  const { t } = useTranslation('header');
  const state = useDesk((desk) => desk.agent?.state);
  const wish = useWish((wishes) => wishes.wish);
  const [open, setOpen] = useState(false);
  const reasons = useReasons();
  useEscape(open, () => setOpen(false));
  const ready = wish ? wish === 'ready' : state === 'ready';
  const paused = wish ? wish === 'paused' : state === 'paused';
  useShortcut({
    id: 'state.toggle',
    chord: 'Ctrl+Shift+Y',
    group: t('keys.group'),
    label: t('keys.toggle'),
    run: () => (paused || state === 'unreachable' ? void wishFor('ready') : setOpen(true)),
  });
  return (
    <fieldset className={styles.control}>
      <legend className="unseen">{t('states')}</legend>
      <button
        type="button"
        className={styles.part}
        data-kind="ready"
        aria-pressed={ready}
        aria-keyshortcuts="Control+Shift+Y"
        onClick={() => void wishFor('ready')}
      >
        <CheckOutlined aria-hidden /> {t('ready')}
      </button>
      <Dropdown
        trigger={['click']}
        open={open}
        onOpenChange={setOpen}
        autoFocus
        menu={{
          items: [
            { type: 'group', label: t('pauseWhy'), children: reasons.map(({ code, text }) => ({ key: code, label: text })) },
          ],
          onClick: ({ key }) => void wishFor('paused', key),
        }}
      >
        <button
          type="button"
          className={styles.part}
          data-kind="paused"
          aria-pressed={paused}
          aria-haspopup="menu"
          aria-expanded={open}
        >
          <PauseOutlined aria-hidden /> {t('pause')} <DownOutlined aria-hidden className={styles.arrow ?? ''} />
        </button>
      </Dropdown>
    </fieldset>
  );
}
