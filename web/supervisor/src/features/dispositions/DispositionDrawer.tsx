import { useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../live/api';
import { FormDrawer } from '../../parts/FormDrawer';
import { doAndSay, saveTagged } from '../../parts/saving';
import { type Disposition, inUnits, type Meaning, meanings, type Unit, units } from './api';
import styles from './Dispositions.module.css';

interface Values {
  code: string;
  name: string;
  meaning: readonly Meaning[];
  hotkey: string | null;
  amount: number | null;
  unit: Unit;
}

/** Makes a disposition or changes it; a built-in one keeps its meaning. */
export function DispositionDrawer(props: { disposition: Disposition | null; campaignId: string | null; onClose(): void }) {
  const { disposition, campaignId, onClose } = props;
  const { t } = useTranslation('dispositions');
  const [form] = Form.useForm<Values>();
  const queries = useQueryClient();
  const again = () => queries.invalidateQueries({ queryKey: ['/dispositions'] });
  const final = (Form.useWatch('meaning', form) ?? disposition?.meaning ?? []).includes('final');
  const save = async ({ code, amount, unit, hotkey, name, meaning }: Values) => {
    const retryAfterSeconds = amount && !meaning.includes('final') ? amount * units[unit] : null;
    if (disposition) {
      const body = { name, hotkey: hotkey || null, retryAfterSeconds, ...(disposition.builtIn ? {} : { meaning }) };
      await saveTagged(`/dispositions/${disposition.id}`, body, `"${disposition.version}"`);
    } else {
      await api.post('/dispositions', {
        code,
        name,
        meaning,
        hotkey: hotkey || null,
        retryAfterSeconds,
        ...(campaignId ? { campaignId } : {}),
      });
    }

    await again();
  };
  const file = async (archived: boolean) => {
    const patch = (to: boolean) => async () => {
      await api.patch(`/dispositions/${disposition?.id}`, { archived: to });
      await again();
    };
    if (await doAndSay(patch(archived), t(archived ? 'doneArchive' : 'doneRestore'), patch(!archived))) {
      onClose();
    }
  };
  const retry = inUnits(disposition?.retryAfterSeconds ?? 86_400);
  return (
    <FormDrawer<Values>
      title={disposition ? disposition.name : t('add')}
      form={form}
      initialValues={{
        code: disposition?.code ?? '',
        name: disposition?.name ?? '',
        meaning: disposition?.meaning ?? ['contact'],
        hotkey: disposition?.hotkey ?? null,
        amount: disposition && disposition.retryAfterSeconds === null ? null : retry.amount,
        unit: retry.unit,
      }}
      onSave={save}
      onClose={onClose}
      aside={
        disposition &&
        !disposition.builtIn && (
          <Button className={styles.left ?? ''} onClick={() => void file(!disposition.archived)}>
            {t(disposition.archived ? 'restore' : 'archive')}
          </Button>
        )
      }
    >
      {disposition?.builtIn && <p className={styles.hint}>{t('builtInHint')}</p>}
      <Form.Item name="name" label={t('field.name')} rules={[{ required: true, whitespace: true, message: t('rule.name') }]}>
        <Input autoComplete="off" />
      </Form.Item>
      {!disposition && (
        <Form.Item
          name="code"
          label={t('field.code')}
          extra={t('hint.code')}
          rules={[{ required: true, pattern: /^[A-Za-z][A-Za-z0-9_-]{0,49}$/, message: t('rule.code') }]}
        >
          <Input autoComplete="off" />
        </Form.Item>
      )}
      <Form.Item name="meaning" label={t('field.meaning')} extra={t('hint.meaning')}>
        <Checkbox.Group
          className={styles.checks ?? ''}
          disabled={disposition?.builtIn ?? false}
          options={meanings.map((meaning) => ({
            value: meaning,
            label: `${t(`meaning.${meaning}`)} – ${t(`means.${meaning}`)}`,
          }))}
        />
      </Form.Item>
      <Form.Item name="hotkey" label={t('field.hotkey')} extra={t('hint.hotkey')}>
        <Select allowClear options={'123456789'.split('').map((key) => ({ value: key, label: key }))} />
      </Form.Item>
      {!final && (
        <Form.Item label={t('field.again')} extra={t('hint.again')}>
          <div className={styles.pair}>
            <Form.Item name="amount" noStyle>
              <InputNumber min={1} max={366} aria-label={t('field.again')} />
            </Form.Item>
            <Form.Item name="unit" noStyle>
              <Select
                aria-label={t('field.unit')}
                options={(Object.keys(units) as Unit[]).map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))}
              />
            </Form.Item>
          </div>
        </Form.Item>
      )}
    </FormDrawer>
  );
}
