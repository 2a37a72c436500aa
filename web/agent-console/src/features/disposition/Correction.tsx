import { DialogBox } from '@callcenter/ui';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CallbackForm } from './CallbackForm';
import styles from './Disposition.module.css';
import { DispositionGrid } from './DispositionGrid';
import { type Draft, missingIn, promisesCall } from './draftStore';
import { saveCorrection, useSaving } from './saving';

/** After an undo: another verdict for that call, while the next may be ringing already. */
export function Correction() {
  const correcting = useSaving((state) => state.correcting);
  return correcting && <CorrectionDialog key={correcting.pop.call} {...correcting} />;
}

function CorrectionDialog({ pop, draft: former }: NonNullable<ReturnType<typeof useSaving.getState>['correcting']>) {
  const { t } = useTranslation(['disposition', 'common']);
  const busy = useSaving((state) => state.busy);
  const [draft, setDraft] = useState<Draft>(former);
  // Closing without a choice stores what was there before: a call never stays without its result by accident.
  const close = () => void saveCorrection(pop, former, true);
  const chosen = pop.dispositions.find((choice) => choice.code === draft.disposition);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  return (
    <DialogBox
      title={t('undone')}
      mask={{ closable: false }}
      onClose={close}
      width={460}
      footer={
        <Button
          type="primary"
          loading={busy}
          disabled={missingIn(draft, pop.dispositions, Date.now()) !== null}
          onClick={() => void saveCorrection(pop, draft)}
        >
          {t('common:save')}
        </Button>
      }
    >
      <p className={styles.correcting}>{t('undoneText', { name: pop.customer?.name || pop.numberText })}</p>
      <DispositionGrid
        choices={pop.dispositions}
        chosen={draft.disposition}
        onChoose={(disposition) => change({ disposition })}
      />
      {promisesCall(chosen) && <CallbackForm pop={pop} draft={draft} onChange={change} />}
    </DialogBox>
  );
}
