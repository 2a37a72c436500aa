import { KeyHint, serverClock, useShortcut } from '@callcenter/ui';
import type { ScreenPop } from '@callcenter/ui/contracts';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/deskStore';
import styles from './Disposition.module.css';
import { missingIn, useDraft } from './draftStore';
import { saveDraft, useSaving } from './saving';

/** Save and go on, or save and rest; possible once the call is over. */
export function SaveButtons({ pop }: { pop: ScreenPop }) {
  const { t } = useTranslation('disposition');
  const draft = useDraft();
  const busy = useSaving((state) => state.busy);
  const correcting = useSaving((state) => state.correcting !== null); // Its dialog covers these buttons: their keys rest too.
  const over = useDesk((desk) => !desk.agent?.call || desk.agent.call.state === 'wrapUp');
  const lack = missingIn(draft, pop.dispositions, serverClock.now());
  const able = over && lack === null;
  useShortcut({
    id: 'save.next',
    chord: 'Ctrl+Enter',
    group: t('keys.group'),
    label: t('keys.next'),
    run: () => void saveDraft('ready'),
    enabled: !correcting,
    destructive: true,
  });
  useShortcut({
    id: 'save.pause',
    chord: 'Ctrl+Shift+Enter',
    group: t('keys.group'),
    label: t('keys.pause'),
    run: () => void saveDraft('paused'),
    enabled: !correcting,
    destructive: true,
  });
  return (
    <div className={styles.save}>
      <Button disabled={!able} loading={busy} aria-keyshortcuts="Control+Shift+Enter" onClick={() => void saveDraft('paused')}>
        {t('savePause')}
      </Button>
      <Button
        type="primary"
        disabled={!able}
        loading={busy}
        aria-keyshortcuts="Control+Enter"
        onClick={() => void saveDraft('ready')}
      >
        {t('saveNext')} <KeyHint chord="Ctrl+Enter" />
      </Button>
    </div>
  );
}
