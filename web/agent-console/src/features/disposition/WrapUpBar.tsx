import { Countdown, serverClock, useNow } from '@callcenter/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/deskStore';
import styles from './Disposition.module.css';
import { missingIn, useDraft } from './draftStore';

/** What is missing, and how much of the wrap-up is left. */
export function WrapUpBar() {
  const { t } = useTranslation('disposition');
  const call = useDesk((desk) => desk.agent?.call ?? null);
  const draft = useDraft();
  const dispositions = useDesk((desk) => desk.pop?.dispositions) ?? [];
  const endsAt = call?.state === 'wrapUp' ? call.wrapUpEndsAt : null;
  const lack = missingIn(draft, dispositions, serverClock.now());
  return (
    <div className={styles.below}>
      <p className={styles.hint}>{lack ? t(lack) : endsAt ? t('wrapUp') : t('whenOver')}</p>
      {endsAt && <Left key={call?.id} endsAt={endsAt} />}
    </div>
  );
}

function Left({ endsAt }: { endsAt: string }) {
  const { t } = useTranslation('disposition');
  const [began] = useState(() => serverClock.now());
  const whole = Math.max(1000, Date.parse(endsAt) - began);
  const left = Math.max(0, Date.parse(endsAt) - useNow() * 1000);
  const share = Math.min(1, left / whole);
  return (
    <div className={styles.wrapUp} data-short={left < 10_000}>
      <div
        className={styles.bar}
        role="progressbar"
        aria-label={t('wrapUp')}
        aria-valuemin={0}
        aria-valuemax={Math.round(whole / 1000)}
        aria-valuenow={Math.round(left / 1000)}
      >
        <div className={styles.barLeft} style={{ transform: `scaleX(${share})` }} />
      </div>
      <Countdown until={endsAt} />
    </div>
  );
}
