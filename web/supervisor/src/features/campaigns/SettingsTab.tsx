import { showToast } from '@callcenter/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Form } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../live/session';
import { saveTagged, setFieldErrors } from '../../parts/saving';
import type { Campaign } from './api';
import { CampaignForm } from './CampaignForm';
import styles from './Campaigns.module.css';
import { CheckListPanel } from './CheckListPanel';
import { changed, type FormValues, fromForm, toForm } from './settings';

/** The form with the check list beside it. What others change meanwhile comes in until one begins to type. */
export function SettingsTab({ campaign, etag }: { campaign: Campaign; etag: string | null }) {
  const { t } = useTranslation('campaigns');
  const queries = useQueryClient();
  const mayEdit = useMay('campaign.edit');
  const [form] = Form.useForm<FormValues>();
  const [read, setRead] = useState({ campaign, etag });
  const [saving, setSaving] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const initial = useMemo(() => toForm(read.campaign), [read]);
  useEffect(() => {
    if (campaign.version !== read.campaign.version && !form.isFieldsTouched()) {
      setRead({ campaign, etag });
      form.setFieldsValue(toForm(campaign));
    }
  }, [campaign, etag, read, form]);
  const save = async (values: FormValues) => {
    const body = changed(read.campaign, { ...fromForm(values) });
    setSaving(true);
    setFault(null);
    try {
      const mine = Object.keys(body).length === 0 || (await saveTagged(`/campaigns/${campaign.id}`, body, read.etag));
      form.resetFields();
      await queries.invalidateQueries({ queryKey: ['/campaigns'] });
      if (mine) {
        showToast({ tone: 'good', text: t(campaign.state === 'running' ? 'savedRunning' : 'saved') });
      }
    } catch (error) {
      setFault(setFieldErrors(form, error));
    } finally {
      setSaving(false);
    }
  };
  return (
    <div className={styles.beside}>
      <div className={styles.narrow}>
        {fault && (
          <p role="alert" className={styles.fault}>
            {fault}
          </p>
        )}
        <CampaignForm
          key={read.campaign.version}
          form={form}
          initial={initial}
          onFinish={(values) => void save(values)}
          disabled={saving || !mayEdit || campaign.archivedAt !== null}
        />
        {mayEdit && !campaign.archivedAt && (
          <div className={styles.saveBar}>
            <Button onClick={() => form.resetFields()}>{t('reset')}</Button>
            <Button type="primary" loading={saving} onClick={() => form.submit()}>
              {t('save')}
            </Button>
          </div>
        )}
      </div>
      <aside className={styles.aside}>
        <CheckListPanel id={campaign.id} onField={(field) => goTo(form, field)} />
      </aside>
    </div>
  );
}

// The server's field names, where the form has them under another one.
const names: Record<string, string> = { abandonLimit: 'abandonPercent' };

function goTo(form: ReturnType<typeof Form.useForm<FormValues>>[0], field: string) {
  const name = (names[field] ?? field) as keyof FormValues;
  form.scrollToField(name, { behavior: 'smooth', block: 'center' });
  form.focusField(name);
}
