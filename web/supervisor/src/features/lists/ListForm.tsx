import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../live/api';
import { useCountries } from '../../parts/countries';
import { FormDrawer } from '../../parts/FormDrawer';
import { saveTagged } from '../../parts/saving';
import type { ListView } from './api';

interface Fields {
  name: string;
  defaultCountry: string;
}

export interface ListFormProps {
  /** Absent: a new list. */
  list?: { value: ListView; etag: string | null };
  onSaved(list: ListView): void;
  onClose(): void;
}

/** Name and country of a list. */
export function ListForm({ list, onSaved, onClose }: ListFormProps) {
  const { t } = useTranslation('lists');
  const [form] = Form.useForm<Fields>();
  const countries = useCountries();
  const save = async (values: Fields) => {
    if (!list) {
      onSaved(await api.post<ListView>('/lists', values));
    } else {
      await saveTagged(`/lists/${list.value.id}`, values, list.etag);
      onSaved({ ...list.value, ...values });
    }
  };
  return (
    <FormDrawer<Fields>
      title={list ? t('edit') : t('add')}
      form={form}
      initialValues={
        list ? { name: list.value.name, defaultCountry: list.value.defaultCountry } : { name: '', defaultCountry: 'US' }
      }
      onSave={save}
      onClose={onClose}
      {...(list ? {} : { saveText: t('addAndUpload') })}
    >
      <Form.Item<Fields>
        name="name"
        label={t('form.name')}
        rules={[{ required: true, whitespace: true, message: t('form.nameMissing') }]}
      >
        <Input autoFocus maxLength={200} placeholder={t('form.nameHint')} />
      </Form.Item>
      <Form.Item<Fields> name="defaultCountry" label={t('form.country')} extra={t('form.countryHint')}>
        <Select showSearch={{ optionFilterProp: 'label' }} options={countries} />
      </Form.Item>
    </FormDrawer>
  );
}
