import { useQueryClient } from '@tanstack/react-query';
import { Button, Form } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api } from '../../live/api';
import { Page } from '../../parts/Page';
import { PageHead } from '../../parts/PageHead';
import { setFieldErrors } from '../../parts/saving';
import { useAll } from '../../parts/useAll';
import type { Campaign } from './api';
import { CampaignForm, type Named, type TrunkChoice } from './CampaignForm';
import styles from './Campaigns.module.css';
import { defaults, type FormValues, fromForm, isLoopback, toForm } from './settings';

/** A campaign from nothing: what can be chosen in one way only is chosen already. */
export function NewCampaign() {
  const { t } = useTranslation('campaigns');
  const lists = useAll<Named>('/lists').data;
  const trunks = useAll<TrunkChoice>('/trunks').data;
  return lists && trunks ? <Sheet lists={lists} trunks={trunks} /> : <Page head={<PageHead title={t('new')} />}>{null}</Page>;
}

function Sheet({ lists, trunks }: { lists: readonly Named[]; trunks: readonly TrunkChoice[] }) {
  const { t } = useTranslation('campaigns');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [form] = Form.useForm<FormValues>();
  const [saving, setSaving] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const initial = useMemo(() => suggest(lists, trunks), [lists, trunks]);
  useEffect(() => {
    form.focusField('name');
  }, [form]);
  const create = async (values: FormValues) => {
    setSaving(true);
    setFault(null);
    try {
      const made = await api.post<Campaign>('/campaigns', fromForm(values));
      await queries.invalidateQueries({ queryKey: ['/campaigns'] });
      await navigate(`/campaigns/${made.id}/settings`, { replace: true });
    } catch (error) {
      setFault(setFieldErrors(form, error));
      setSaving(false);
    }
  };
  return (
    <Page
      head={
        <PageHead
          title={t('new')}
          back={{ to: '/campaigns', text: t('nav') }}
          actions={
            <Button type="primary" loading={saving} onClick={() => form.submit()}>
              {t('create')}
            </Button>
          }
        />
      }
    >
      <div className={styles.narrow}>
        <p className={styles.lead}>{t('newHint')}</p>
        {fault && (
          <p role="alert" className={styles.fault}>
            {fault}
          </p>
        )}
        <CampaignForm form={form} initial={initial} onFinish={(values) => void create(values)} disabled={saving} />
      </div>
    </Page>
  );
}

function suggest(lists: readonly Named[], trunks: readonly TrunkChoice[]): FormValues {
  const usable = trunks.filter((trunk) => trunk.enabled);
  const trunk = usable.length === 1 ? usable[0] : undefined;
  const list = lists.length === 1 ? lists[0] : undefined;
  return toForm({
    ...defaults,
    listIds: list ? [list.id] : [],
    trunkIds: trunk ? [trunk.id] : [],
    callerId: trunk?.callerIds[0] ?? '',
    ruleSet: usable.length > 0 && usable.every((each) => isLoopback(each.host)) ? 'none' : defaults.ruleSet,
  });
}
