import { confirm } from '@callcenter/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Form, Input, InputNumber, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../live/api';
import { FormDrawer } from '../../parts/FormDrawer';
import { doAndSay, saveTagged } from '../../parts/saving';
import type { Trunk } from './api';
import styles from './Trunks.module.css';

type Values = Pick<
  Trunk,
  | 'name'
  | 'host'
  | 'port'
  | 'userName'
  | 'register'
  | 'maxChannels'
  | 'callsPerSecond'
  | 'codecs'
  | 'priority'
  | 'enabled'
  | 'callerIds'
> & { password?: string };

const fresh: Values = {
  name: '',
  host: '',
  port: 5060,
  userName: null,
  register: false,
  maxChannels: 30,
  callsPerSecond: 5,
  codecs: ['PCMU', 'PCMA'],
  priority: 1,
  enabled: true,
  callerIds: [],
};

/** Makes a trunk or changes it. The password is never shown; an empty field leaves it as it is. */
export function TrunkDrawer({ trunk, onClose }: { trunk: Trunk | null; onClose(): void }) {
  const { t } = useTranslation('trunks');
  const [form] = Form.useForm<Values>();
  const queries = useQueryClient();
  const again = () => queries.invalidateQueries({ queryKey: ['/trunks'] });
  const save = async ({ password, ...values }: Values) => {
    const body = { ...values, userName: values.userName?.trim() || null, ...(password ? { password } : {}) };
    if (trunk) {
      await saveTagged(`/trunks/${trunk.id}`, body, `"${trunk.version}"`);
    } else {
      await api.post('/trunks', { ...body, transport: 'udp' });
    }

    await again();
  };
  const remove = async () => {
    if (
      trunk &&
      (await confirm({
        title: t('delete.title', { name: trunk.name }),
        text: t('delete.text'),
        action: t('delete.action'),
        danger: true,
      }))
    ) {
      if (await doAndSay(() => api.delete(`/trunks/${trunk.id}`), t('delete.done'))) {
        await again();
        onClose();
      }
    }
  };
  return (
    <FormDrawer<Values>
      title={trunk ? trunk.name : t('add')}
      form={form}
      initialValues={trunk ? { ...fresh, ...trunk } : fresh}
      onSave={save}
      onClose={onClose}
      aside={
        trunk && (
          <Button danger className={styles.delete ?? ''} onClick={() => void remove()}>
            {t('delete.action')}
          </Button>
        )
      }
    >
      <Form.Item name="name" label={t('field.name')} rules={[{ required: true, whitespace: true, message: t('rule.name') }]}>
        <Input autoComplete="off" />
      </Form.Item>
      <div className={styles.hostLine}>
        <Form.Item
          name="host"
          label={t('field.host')}
          extra={t('hint.host')}
          rules={[{ required: true, whitespace: true, message: t('rule.host') }]}
        >
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name="port" label={t('field.port')}>
          <InputNumber min={1} max={65535} />
        </Form.Item>
      </div>
      <div className={styles.two}>
        <Form.Item name="userName" label={t('field.userName')} extra={t('hint.userName')}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('field.password')}
          extra={trunk?.hasPassword ? t('hint.keepPassword') : t('hint.password')}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
      </div>
      <Form.Item name="register" valuePropName="checked" extra={t('hint.register')}>
        <Checkbox>{t('field.register')}</Checkbox>
      </Form.Item>
      <div className={styles.two}>
        <Form.Item name="maxChannels" label={t('field.maxChannels')}>
          <InputNumber min={1} max={5000} />
        </Form.Item>
        <Form.Item name="callsPerSecond" label={t('field.callsPerSecond')}>
          <InputNumber min={0.1} max={500} step={0.5} />
        </Form.Item>
      </div>
      <div className={styles.two}>
        <Form.Item name="codecs" label={t('field.codecs')} rules={[{ required: true, message: t('rule.codecs') }]}>
          <Select
            mode="multiple"
            options={[
              { value: 'PCMU', label: 'G.711 µ-law (PCMU)' },
              { value: 'PCMA', label: 'G.711 A-law (PCMA)' },
            ]}
          />
        </Form.Item>
        <Form.Item name="priority" label={t('field.priority')} extra={t('hint.priority')}>
          <InputNumber min={0} max={1000} />
        </Form.Item>
      </div>
      <Form.Item name="callerIds" label={t('field.callerIds')} extra={t('hint.callerIds')}>
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', ';', ' ']} />
      </Form.Item>
      <Form.Item name="enabled" label={t('field.enabled')} valuePropName="checked" extra={t('hint.enabled')}>
        <Switch />
      </Form.Item>
    </FormDrawer>
  );
}
