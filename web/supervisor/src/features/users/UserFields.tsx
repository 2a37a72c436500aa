import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAll } from '../../parts/useAll';
import { roles, type Team } from './api';

/** What both forms of a user ask for. */
export function UserFields({ teams }: { teams: readonly Team[] }) {
  const { t } = useTranslation('users');
  const campaigns = useAll<{ id: string; name: string }>('/campaigns').data ?? [];
  return (
    <>
      <Form.Item name="displayName" label={t('field.displayName')} rules={[{ max: 200, message: t('rule.displayName') }]}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="roles"
        label={t('field.roles')}
        extra={t('hint.roles')}
        rules={[{ required: true, message: t('rule.roles') }]}
      >
        <Select
          mode="multiple"
          options={roles.map((role) => ({ value: role, label: `${t(`role.${role}`)} – ${t(`does.${role}`)}` }))}
        />
      </Form.Item>
      <Form.Item name="teams" label={t('field.teams')} extra={t('hint.teams')}>
        <Select mode="tags" options={teams.map((team) => ({ value: team.name, label: team.name }))} />
      </Form.Item>
      <Form.Item name="campaignIds" label={t('field.campaignIds')} extra={t('hint.campaignIds')}>
        <Select
          mode="multiple"
          optionFilterProp="label"
          placeholder={t('allCampaigns')}
          options={campaigns.map((campaign) => ({ value: campaign.id, label: campaign.name }))}
        />
      </Form.Item>
    </>
  );
}
