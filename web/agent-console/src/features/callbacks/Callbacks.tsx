import { ClockCircleOutlined } from '@ant-design/icons';
import { EmptyState, Panel, textOfError } from '@callcenter/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/deskStore';
import { useCallbacks } from '../../desk/queries';
import { CallbackRow } from './CallbackRow';
import styles from './Callbacks.module.css';

const most = 50;

/** The calls this agent promised, the most urgent first. */
export function Callbacks() {
  const { t } = useTranslation('callbacks');
  const next = useDesk((desk) => desk.nextCallback);
  const queries = useQueryClient();
  const callbacks = useCallbacks();
  // The hub says when the next one is another one: then the list is another one too.
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew whenever the next one changes.
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: ['callbacks'] });
  }, [next, queries]);
  const all = callbacks.data ?? [];
  return (
    <Panel title={t('title')} icon={<ClockCircleOutlined />} aside={all.length > 0 ? String(all.length) : undefined} fill>
      {callbacks.isPending ? (
        <Skeleton active title={false} paragraph={{ rows: 4 }} />
      ) : all.length === 0 ? (
        <EmptyState
          icon={<ClockCircleOutlined />}
          title={callbacks.error ? textOfError(callbacks.error) : t('empty')}
          {...(callbacks.error ? {} : { text: t('emptyText') })}
        />
      ) : (
        <ul className={styles.list}>
          {all.slice(0, most).map((callback) => (
            <CallbackRow key={callback.id} callback={callback} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
