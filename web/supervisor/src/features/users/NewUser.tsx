import { useQueryClient } from '@tanstack/react-query';
import { Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../live/api';
import { FormDrawer } from '../../parts/FormDrawer';
import type { Team } from './api';
import { UserFields } from './UserFields';

interface Values {
  userName: string;
  displayName: string;
  roles: string[];
  teams: string[];
  campaignIds: string[];
  give: 'generated' | 'typed' | 'none';
  password?: string;
}

/** A person who was added, with what is shown this once. */
export interface MadeUser {
  userName: string;
  /** Null when it was typed in, or there is none. */
  password: string | null;
  sipPassword: string;
}

// Letters and digits that are not mistaken for one another.
const letters = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** Adds a person; passwords that are made here are shown this once. */
export function NewUser({ teams, onMade, onClose }: { teams: readonly Team[]; onMade(made: MadeUser): void; onClose(): void }) {
  const { t } = useTranslation('users');
  const [form] = Form.useForm<Values>();
  const queries = useQueryClient();
  const give = Form.useWatch('give', form) ?? 'generated';
  const save = async ({ give: how, password, displayName, ...values }: Values) => {
    const secret = how === 'generated' ? generated() : how === 'typed' ? (password ?? '') : null;
    const answer = await api.post<{ sipPassword: string }>('/users', {
      ...values,
      displayName: displayName || null,
      ...(secret === null ? {} : { password: secret, mustChangePassword: true }),
    });
    await queries.invalidateQueries({ queryKey: ['/users'] });
    await queries.invalidateQueries({ queryKey: ['/teams'] });
    onMade({ userName: values.userName, password: how === 'generated' ? secret : null, sipPassword: answer.sipPassword });
  };
  return (
    <FormDrawer<Values>
      title={t('add')}
      form={form}
      initialValues={{ userName: '', displayName: '', roles: ['agent'], teams: [], campaignIds: [], give: 'generated' }}
      onSave={save}
      onClose={onClose}
    >
      <Form.Item
        name="userName"
        label={t('field.userName')}
        extra={t('hint.userName')}
        rules={[{ required: true, pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, message: t('rule.userName') }]}
      >
        <Input autoComplete="off" autoFocus />
      </Form.Item>
      <UserFields teams={teams} />
      <Form.Item name="give" label={t('field.password')}>
        <Radio.Group
          options={[
            { value: 'generated', label: t('give.generated') },
            { value: 'typed', label: t('give.typed') },
            { value: 'none', label: t('give.none') },
          ]}
        />
      </Form.Item>
      {give === 'typed' && (
        <Form.Item
          name="password"
          label={t('give.typed')}
          extra={t('hint.password')}
          rules={[{ required: true, min: 12, message: t('rule.password') }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
      )}
    </FormDrawer>
  );
}

function generated(): string {
  const bytes = crypto.getRandomValues(new Uint32Array(16));
  return [...bytes].map((value) => letters[value % letters.length]).join('');
}
