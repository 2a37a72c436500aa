import { DialogBox } from '@callcenter/ui';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { lookAgain, useSession } from '../live/session';

/** The session ended: what is on the screen stays, and signing in elsewhere brings it back to life. */
export function SessionOver() {
  const { t } = useTranslation('shell');
  const over = useSession((session) => session.over);
  useEffect(() => {
    if (!over) {
      return;
    }

    const look = () => void lookAgain().catch(() => {}); // Not yet: the dialog stays.
    addEventListener('focus', look);
    return () => removeEventListener('focus', look);
  }, [over]);
  if (!over) {
    return null;
  }

  return (
    <DialogBox
      title={t('over.title')}
      onClose={() => {}}
      closable={false}
      mask={{ closable: false }}
      okText={t('over.signIn')}
      onOk={() => window.open('/', '_blank')}
      cancelText={t('over.leave')}
      cancelButtonProps={{ onClick: () => location.assign('/') }}
      width={440}
      zIndex={1400}
    >
      {t('over.text')}
    </DialogBox>
  );
}
