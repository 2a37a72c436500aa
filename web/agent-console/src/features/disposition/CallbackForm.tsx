import { CalendarOutlined } from '@ant-design/icons';
import { knownZone, Late, latePart, useLanguage, useNow, zoneText } from '@callcenter/ui';
import type { ScreenPop } from '@callcenter/ui/contracts';
import { Button, Segmented, Select, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { CallbackAdvice } from './CallbackAdvice';
import styles from './Disposition.module.css';
import type { Draft } from './draftStore';
import { quickChoices } from './quickTimes';
import type { WhenPickerProps } from './WhenPicker';

const whenPicker = latePart<WhenPickerProps>(() => import('./WhenPicker'));

export interface CallbackFormProps {
  pop: ScreenPop;
  draft: Draft;
  onChange(change: Partial<Omit<Draft, 'call'>>): void;
}

/** When and by whom; every time on it is the customer's, the agent's own stands beside it. */
export function CallbackForm({ pop, draft, onChange }: CallbackFormProps) {
  const { t } = useTranslation('disposition');
  const language = useLanguage((state) => state.language);
  const zone = knownZone(pop.hours?.timeZone);
  const minute = Math.floor(useNow() / 60) * 60_000;
  const numbers = pop.customer?.numbers ?? [];
  return (
    <fieldset className={styles.callback} aria-label={t('callback.title')}>
      <p className={styles.zone}>
        <CalendarOutlined aria-hidden />{' '}
        {t('callback.customerTime', { zone: `${zoneText(zone, minute, language)} (${zone.replace(/_/g, ' ')})` })}
      </p>
      <div className={styles.quick}>
        {quickChoices(minute, zone).map(({ name, at }) => (
          <Button
            key={name}
            size="small"
            type={draft.callbackAt === at ? 'primary' : 'default'}
            onClick={() => onChange({ callbackAt: at })}
          >
            {t(`callback.quick.${name}`)}
          </Button>
        ))}
      </div>
      <Late
        part={whenPicker}
        give={{
          label: t('callback.when'),
          at: draft.callbackAt,
          zone,
          onChange: (callbackAt) => onChange({ callbackAt }),
        }}
        waiting={<Skeleton.Input active block />}
      />
      {draft.callbackAt && (
        <CallbackAdvice pop={pop} at={draft.callbackAt} zone={zone} onTake={(callbackAt) => onChange({ callbackAt })} />
      )}
      <div className={styles.row}>
        <Segmented
          aria-label={t('callback.owner')}
          value={draft.owner}
          options={[
            { value: 'me', label: t('callback.me') },
            { value: 'anyone', label: t('callback.anyone') },
          ]}
          onChange={(owner) => onChange({ owner: owner === 'me' ? 'me' : 'anyone' })}
        />
        {numbers.length > 1 && (
          <Select
            className={styles.number ?? ''}
            aria-label={t('callback.number')}
            value={draft.number ?? pop.number}
            options={numbers.map((entry) => ({ value: entry.number, label: entry.text }))}
            onChange={(number) => onChange({ number: number === pop.number ? null : number })}
          />
        )}
      </div>
    </fieldset>
  );
}
