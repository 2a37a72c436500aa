import { showToast } from '@callcenter/ui';
import { Form, Input, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../live/api';
import { useCountries } from '../../parts/countries';
import { FormDrawer } from '../../parts/FormDrawer';

interface Fields {
  what: 'numbers' | 'prefix';
  numbers?: string;
  prefix?: string;
  country: string;
  reason?: string;
}

/** One or many numbers, or a prefix, with the reason. */
export function AddNumbers({ onDone, onClose }: { onDone(): void; onClose(): void }) {
  const { t } = useTranslation('dnc');
  const [form] = Form.useForm<Fields>();
  const countries = useCountries();
  const what = Form.useWatch('what', form) ?? 'numbers';
  const save = async ({ numbers, prefix, country, reason }: Fields) => {
    const lines = (numbers ?? '')
      .split(/[\n,;]+/)
      .map((line) => line.trim())
      .filter(Boolean);
    const answer = await api.post<{ added: number; total: number }>('/dnc', {
      ...(what === 'prefix' ? { prefix: prefix?.trim() } : { numbers: lines }),
      country,
      reason: reason?.trim() || null,
    });
    const text = answer.added === answer.total ? t('added', { count: answer.added }) : t('addedOf', answer);
    showToast({ tone: 'good', text });
    onDone();
  };
  const needed = [{ required: true, whitespace: true, message: t('form.missing') }];
  return (
    <FormDrawer<Fields>
      title={t('add')}
      form={form}
      initialValues={{ what: 'numbers', country: 'US' }}
      saveText={t('form.save')}
      onSave={save}
      onClose={onClose}
    >
      <Form.Item<Fields> name="what" label={t('form.what')}>
        <Radio.Group
          options={[
            { value: 'numbers', label: t('form.numbersKind') },
            { value: 'prefix', label: t('form.prefixKind') },
          ]}
        />
      </Form.Item>
      {what === 'prefix' ? (
        <Form.Item<Fields> name="prefix" label={t('form.prefix')} extra={t('form.prefixHint')} rules={needed}>
          <Input placeholder="+1900" maxLength={16} />
        </Form.Item>
      ) : (
        <>
          <Form.Item<Fields> name="numbers" label={t('form.numbers')} extra={t('form.numbersHint')} rules={needed}>
            <Input.TextArea rows={8} autoFocus />
          </Form.Item>
          <Form.Item<Fields> name="country" label={t('form.country')}>
            <Select showSearch={{ optionFilterProp: 'label' }} options={countries} />
          </Form.Item>
        </>
      )}
      <Form.Item<Fields> name="reason" label={t('form.reason')}>
        <Input placeholder={t('form.reasonHint')} maxLength={400} />
      </Form.Item>
    </FormDrawer>
  );
}
