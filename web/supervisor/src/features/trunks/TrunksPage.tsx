import { ApiOutlined, PhoneOutlined, PlusOutlined } from '@ant-design/icons';
import { EmptyState } from '@callcenter/ui';
import { Button, Spin } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../live/session';
import { Page } from '../../parts/Page';
import { PageHead } from '../../parts/PageHead';
import { useAll } from '../../parts/useAll';
import type { Trunk } from './api';
import { TestDialog } from './TestDialog';
import { TrunkCard } from './TrunkCard';
import { TrunkDrawer } from './TrunkDrawer';
import styles from './Trunks.module.css';

/** Every trunk with its health in words; one click makes a test call. */
export default function TrunksPage() {
  const { t } = useTranslation('trunks');
  const { data, isPending } = useAll<Trunk>('/trunks', {}, 3000);
  const [edited, setEdited] = useState<Trunk | 'new' | null>(null);
  const [tested, setTested] = useState<Trunk | null>(null);
  const mayEdit = useMay('trunk.edit');
  const mayTest = useMay('trunk.test');
  const add = mayEdit && (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setEdited('new')}>
      {t('add')}
    </Button>
  );
  return (
    <Page head={<PageHead title={t('nav')} note={data ? t('count', { count: data.length }) : null} actions={add} />}>
      {isPending && <Spin aria-label={t('loading')} />}
      {data?.length === 0 && (
        <EmptyState icon={<ApiOutlined />} title={t('empty.title')} text={t('empty.text')}>
          {add}
        </EmptyState>
      )}
      <ul className={styles.cards}>
        {data?.map((trunk) => (
          <li key={trunk.id}>
            <TrunkCard
              trunk={trunk}
              actions={
                <>
                  {mayTest && (
                    <Button icon={<PhoneOutlined aria-hidden />} disabled={!trunk.enabled} onClick={() => setTested(trunk)}>
                      {t('test.open')}
                    </Button>
                  )}
                  {mayEdit && <Button onClick={() => setEdited(trunk)}>{t('edit')}</Button>}
                </>
              }
            />
          </li>
        ))}
      </ul>
      {edited && <TrunkDrawer trunk={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
      {tested && <TestDialog trunk={tested} onClose={() => setTested(null)} />}
    </Page>
  );
}
