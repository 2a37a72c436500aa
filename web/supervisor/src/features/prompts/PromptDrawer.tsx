import { useQueryClient } from '@tanstack/react-query';
import { Form, Input, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../live/api';
import { FormDrawer } from '../../parts/FormDrawer';
import styles from './Prompts.module.css';
import type { Prompt } from './PromptsPage';
import { uploadPrompt } from './upload';

interface Values {
  name: string;
  language: string;
}

/** Uploads a prompt, or renames one: what is recorded never changes. */
export function PromptDrawer({ prompt, onClose }: { prompt: Prompt | null; onClose(): void }) {
  const { t } = useTranslation('prompts');
  const [form] = Form.useForm<Values>();
  const [file, setFile] = useState<File | null>(null);
  const queries = useQueryClient();
  const id = useId();
  const save = async (values: Values) => {
    if (prompt) {
      await api.patch(`/prompts/${prompt.id}`, values);
    } else if (file) {
      await uploadPrompt(file, values.name, values.language);
    } else {
      throw new Error(t('rule.file'));
    }

    await queries.invalidateQueries({ queryKey: ['/prompts'] });
  };
  const pick = (chosen: File | undefined) => {
    setFile(chosen ?? null);
    if (chosen && !form.getFieldValue('name')) {
      form.setFieldValue('name', chosen.name.replace(/\.wav$/i, ''));
    }
  };
  return (
    <FormDrawer<Values>
      title={prompt ? t('rename') : t('add')}
      form={form}
      initialValues={{ name: prompt?.name ?? '', language: prompt?.language ?? 'en' }}
      onSave={save}
      onClose={onClose}
    >
      {!prompt && (
        <div className={styles.file}>
          <label htmlFor={id}>{t('field.file')}</label>
          <input id={id} type="file" accept=".wav,audio/wav,audio/x-wav" onChange={(event) => pick(event.target.files?.[0])} />
          <p>{t('hint.file')}</p>
        </div>
      )}
      <Form.Item
        name="name"
        label={t('field.name')}
        rules={[{ required: true, whitespace: true, max: 200, message: t('rule.name') }]}
      >
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="language" label={t('field.language')}>
        <Select
          options={[
            { value: 'en', label: 'English' },
            { value: 'zh-CN', label: '普通话' },
            { value: 'zh-TW', label: '國語' },
            { value: 'es', label: 'Español' },
            { value: 'fr', label: 'Français' },
          ]}
        />
      </Form.Item>
    </FormDrawer>
  );
}
