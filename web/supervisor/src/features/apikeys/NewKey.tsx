import { useQueryClient } from '@tanstack/react-query';
import { Form, Input, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../live/api';
import { FormDrawer } from '../../parts/FormDrawer';
import { useAll } from '../../parts/useAll';

interface Values {
  name: string;
  acts: 'user' | 'roles';
  userId?: string;
  roles?: string[];
}

const roles = ['agent', 'supervisor', 'coach', 'manager', 'administrator'];

/** Makes a key that acts as a person, or has roles of its own. */
export function NewKey({ onMade, onClose }: { onMade(key: string): void; onClose(): void }) {
  const { t } = useTranslation('apikeys');
  const [form] = Form.useForm<Values>();
  const queries = useQueryClient();
  const users = useAll<{ id: string; userName: string; displayName: string }>('/users', { disabled: false }).data ?? [];
  const acts = Form.useWatch('acts', form) ?? 'roles';
  const save = async ({ name, acts: how, userId, roles: chosen }: Values) => {
    const { key } = await api.post<{ key: string }>('/apikeys', how === 'user' ? { name, userId } : { name, roles: chosen });
    await queries.invalidateQueries({ queryKey: ['/apikeys'] });
    onMade(key);
  };
  return (
    <FormDrawer<Values>
      title={t('add')}
      form={form}
      initialValues={{ name: '', acts: 'roles', roles: [] }}
      onSave={save}
      onClose={onClose}
    >
      <Form.Item
        name="name"
        label={t('column.name')}
        extra={t('hint.name')}
        rules={[{ required: true, whitespace: true, max: 100, message: t('rule.name') }]}
      >
        <Input autoComplete="off" autoFocus />
      </Form.Item>
      <Form.Item name="acts" label={t('column.acts')}>
        <Radio.Group
          options={[
            { value: 'roles', label: t('acts.roles') },
            { value: 'user', label: t('acts.user') },
          ]}
        />
      </Form.Item>
      {acts === 'user' ? (
        <Form.Item name="userId" label={t('acts.user')} rules={[{ required: true, message: t('rule.user') }]}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={users.map((user) => ({ value: user.id, label: `${user.displayName} (${user.userName})` }))}
          />
        </Form.Item>
      ) : (
        <Form.Item
          name="roles"
          label={t('acts.roles')}
          extra={t('hint.roles')}
          rules={[{ required: true, message: t('rule.roles') }]}
        >
          <Select mode="multiple" options={roles.map((role) => ({ value: role, label: t(`role.${role}` as 'role.agent') }))} />
        </Form.Item>
      )}
    </FormDrawer>
  );
}
