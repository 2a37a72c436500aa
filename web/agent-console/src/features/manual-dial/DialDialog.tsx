import { PhoneOutlined } from '@ant-design/icons';
import { DialogBox, textOfCode } from '@callcenter/ui';
import type { CampaignId } from '@callcenter/ui/contracts';
import { Alert, Button, Input, type InputRef, Select } from 'antd';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../../desk/desk';
import { useDesk } from '../../desk/deskStore';
import { useCampaigns } from '../../desk/queries';
import styles from './DialDialog.module.css';

/** A number and the campaign it is called for. The server normalises and checks it; its refusal is shown in words. */
export default function DialDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation(['manual-dial', 'common']);
  const joined = useDesk((desk) => desk.agent?.campaignIds) ?? [];
  const { data } = useCampaigns();
  const campaigns = (data ?? []).filter((campaign) => joined.includes(campaign.id));
  const [chosen, setChosen] = useState<CampaignId | null>(null);
  const [number, setNumber] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const input = useRef<InputRef>(null);
  const campaign = chosen ?? campaigns[0]?.id ?? joined[0];
  const dial = async (event: FormEvent) => {
    event.preventDefault();
    if (!campaign || !number.trim()) {
      input.current?.focus();
      return;
    }

    setBusy(true);
    setRefusal(null);
    // As people write it: spaces, brackets and dashes are no part of the number.
    const reply = await ask({ command: 'dialByHand', number: number.replace(/[\s().\-/]/g, ''), campaign });
    setBusy(false);
    if (reply.code) {
      setRefusal(textOfCode(reply.code, reply.message ?? ''));
      input.current?.focus();
    } else {
      onClose();
    }
  };
  return (
    <DialogBox
      title={t('title')}
      footer={null}
      onClose={onClose}
      width={420}
      afterOpenChange={(open) => open && input.current?.focus()}
    >
      <form className={styles.form} onSubmit={(event) => void dial(event)}>
        <div className={styles.field}>
          <label htmlFor="dial-number">{t('number')}</label>
          <Input
            ref={input}
            id="dial-number"
            size="large"
            type="tel"
            inputMode="tel"
            autoComplete="off"
            maxLength={40}
            placeholder={t('placeholder')}
            value={number}
            onChange={(event) => setNumber(event.target.value)}
            {...(refusal ? { status: 'error' as const } : {})}
          />
          <small>{t('numberHint')}</small>
        </div>
        {campaigns.length > 1 && (
          <div className={styles.field}>
            <label htmlFor="dial-campaign">{t('campaign')}</label>
            <Select
              id="dial-campaign"
              value={campaign ?? null}
              options={campaigns.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={setChosen}
            />
          </div>
        )}
        {refusal && <Alert type="warning" showIcon title={refusal} />}
        <div className={styles.foot}>
          <small>{t('checked')}</small>
          <Button type="primary" htmlType="submit" icon={<PhoneOutlined aria-hidden />} loading={busy}>
            {busy ? t('calling') : t('call')}
          </Button>
        </div>
      </form>
    </DialogBox>
  );
}
