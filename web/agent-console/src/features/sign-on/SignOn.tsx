import { textOfError } from '@callcenter/ui';
import type { AgentSnapshot, CampaignId, PhoneKind } from '@callcenter/ui/contracts';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../desk/api';
import { useDesk } from '../../desk/deskStore';
import { useCampaigns, useMe } from '../../desk/queries';
import { usePhone } from '../../phone/phone';
import { CampaignChoice } from './CampaignChoice';
import { Checks } from './Checks';
import { keepShift, lastShift } from './lastShift';
import { PhoneChoice } from './PhoneChoice';
import styles from './SignOn.module.css';

function timeOfDay(): 'morning' | 'day' | 'evening' {
  const hour = new Date().getHours();
  return hour >= 5 && hour < 12 ? 'morning' : hour >= 12 && hour < 18 ? 'day' : 'evening';
}

/** Before the shift: what to work on, which phone, does the headset work. */
export function SignOn() {
  const { t } = useTranslation('sign-on');
  const me = useMe();
  const campaigns = useCampaigns();
  const phoneState = usePhone((phone) => phone.state);
  const [last] = useState(lastShift);
  const [touched, setTouched] = useState<readonly CampaignId[] | null>(null);
  const [kind, setKind] = useState<PhoneKind>(last.phone);
  const open = campaigns.data ?? [];
  const known = last.campaignIds.filter((id) => open.some((campaign) => campaign.id === id));
  const running = open.filter((campaign) => campaign.state === 'running').map((campaign) => campaign.id);
  const chosen =
    touched ?? (known.length > 0 ? known : running.length > 0 ? running.slice(0, 1) : open.slice(0, 1).map((c) => c.id));

  const begin = useMutation({
    mutationFn: () => api.post<AgentSnapshot>('/agent/session', { campaignIds: chosen, phone: kind }),
    onSuccess: (agent) => {
      keepShift({ campaignIds: [...chosen], phone: kind });
      // The hub may have told more meanwhile: a first call, for example.
      useDesk.setState((desk) => (desk.agent === null || desk.agent.state === 'signedOut' ? { agent } : {}));
    },
  });
  const missing =
    chosen.length === 0 ? t('chooseCampaign') : kind === 'browser' && phoneState !== 'connected' ? t('phoneFirst') : null;
  const name = me.data?.displayName || me.data?.userName || '';
  return (
    <main className={styles.page}>
      <form
        className={styles.card}
        onSubmit={(event) => {
          event.preventDefault();
          begin.mutate();
        }}
      >
        <header className={styles.head}>
          <h1>{t(`greeting.${timeOfDay()}`, { name })}</h1>
          <p>{t('lead')}</p>
        </header>
        <div className={styles.columns}>
          <div className={styles.column}>
            <CampaignChoice
              loading={campaigns.isPending}
              campaigns={open}
              chosen={chosen}
              onChoose={setTouched}
              onReload={() => void campaigns.refetch()}
              error={campaigns.error ? textOfError(campaigns.error) : null}
            />
            <PhoneChoice kind={kind} userName={me.data?.userName ?? ''} onChoose={setKind} />
          </div>
          <Checks kind={kind} />
        </div>
        {begin.error && <Alert type="error" showIcon title={textOfError(begin.error)} className={styles.error ?? ''} />}
        <footer className={styles.foot}>
          <span className={styles.hint}>{missing ?? t('startHint')}</span>
          <Button
            type="primary"
            size="large"
            htmlType="submit"
            loading={begin.isPending}
            disabled={missing !== null}
            className={styles.start ?? ''}
          >
            {begin.isPending ? t('starting') : t('start')}
          </Button>
        </footer>
      </form>
    </main>
  );
}
