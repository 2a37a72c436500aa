import { confirm, dialogPlace, useEscape } from '@callcenter/ui';
import { Button, Drawer, Form, type FormInstance } from 'antd';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Page.module.css';
import { setFieldErrors } from './saving';

export interface FormDrawerProps<T extends object> {
  title: string;
  /** `Form.useForm<T>()` of the feature. */
  form: FormInstance<T>;
  initialValues: Partial<T>;
  /** Saves; the drawer closes when it resolves. An ApiError that names fields is shown at them, others above the buttons. */
  onSave(values: T): Promise<void>;
  onClose(): void;
  /** By default "Save". */
  saveText?: string;
  width?: number;
  /** Left of the buttons. */
  aside?: ReactNode;
  /** Form.Items. */
  children: ReactNode;
}

/** A form at the right edge: Esc and the cross ask before changes are lost, Ctrl+Enter saves. */
export function FormDrawer<T extends object>(props: FormDrawerProps<T>) {
  const { title, form, initialValues, onSave, onClose, saveText, width = 520, aside, children } = props;
  const { t } = useTranslation(['parts', 'common']);
  const [saving, setSaving] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const close = async () => {
    if (!form.isFieldsTouched() || (await askToDiscard())) {
      onClose();
    }
  };
  useEscape(true, () => void close());
  const save = async (values: T) => {
    setSaving(true);
    setFault(null);
    try {
      await onSave(values);
      onClose();
    } catch (error) {
      setFault(setFieldErrors(form, error));
    } finally {
      setSaving(false);
    }
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && event.ctrlKey && !saving) {
      event.preventDefault();
      form.submit();
    }
  };
  const askToDiscard = () =>
    confirm({
      title: t('common:confirm.unsavedTitle'),
      text: t('common:confirm.unsaved'),
      action: t('common:confirm.discard'),
      cancel: t('common:confirm.stay'),
      danger: true,
    });
  return (
    <Drawer
      open
      title={title}
      size={width}
      keyboard={false}
      getContainer={dialogPlace}
      onClose={() => void close()}
      footer={
        <div className={styles.formFoot}>
          {aside}
          <Button onClick={() => void close()}>{t('common:cancel')}</Button>
          <Button type="primary" loading={saving} aria-keyshortcuts="Control+Enter" onClick={() => form.submit()}>
            {saveText ?? t('save')}
          </Button>
        </div>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: hears the chord of every field inside it. */}
      <div onKeyDown={onKey}>
        <Form<T>
          form={form}
          layout="vertical"
          initialValues={initialValues}
          onFinish={(values) => void save(values)}
          scrollToFirstError={{ focus: true }}
          disabled={saving}
        >
          {children}
          {fault && <Form.ErrorList errors={[fault]} />}
        </Form>
      </div>
    </Drawer>
  );
}
