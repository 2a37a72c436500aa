import { SoundOutlined, UploadOutlined } from '@ant-design/icons';
import { confirm, dateText, EmptyState, useLanguage } from '@callcenter/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../live/api';
import { useMay } from '../../live/session';
import { Page } from '../../parts/Page';
import { PageHead } from '../../parts/PageHead';
import { PlainTable } from '../../parts/PlainTable';
import { doAndSay } from '../../parts/saving';
import { useAll } from '../../parts/useAll';
import { PromptDrawer } from './PromptDrawer';
import styles from './Prompts.module.css';

export interface Prompt {
  id: string;
  name: string;
  language: string;
  durationSeconds: number;
  createdAt: string;
  usedBy: readonly { id: string; name: string }[];
}

/** Recorded messages: listen, upload, rename, delete; and which campaign plays which. */
export default function PromptsPage() {
  const { t } = useTranslation('prompts');
  const language = useLanguage((state) => state.language);
  const queries = useQueryClient();
  const { data, isPending } = useAll<Prompt>('/prompts');
  const [edited, setEdited] = useState<Prompt | 'new' | null>(null);
  const mayEdit = useMay('prompt.edit');
  const remove = async (prompt: Prompt) => {
    if (
      await confirm({
        title: t('delete.title', { name: prompt.name }),
        text: t('delete.text'),
        action: t('delete.action'),
        danger: true,
      })
    ) {
      await doAndSay(() => api.delete(`/prompts/${prompt.id}`), t('delete.done'));
      await queries.invalidateQueries({ queryKey: ['/prompts'] });
    }
  };
  const add = mayEdit && (
    <Button type="primary" icon={<UploadOutlined aria-hidden />} onClick={() => setEdited('new')}>
      {t('add')}
    </Button>
  );
  return (
    <Page head={<PageHead title={t('nav')} note={t('note')} actions={add} />}>
      {!isPending && data?.length === 0 ? (
        <EmptyState icon={<SoundOutlined />} title={t('empty.title')} text={t('empty.text')}>
          {add}
        </EmptyState>
      ) : (
        <PlainTable<Prompt>
          label={t('nav')}
          rowKey={(row) => row.id}
          loading={isPending}
          rows={data ?? []}
          columns={[
            { title: t('column.name'), render: (row) => <strong>{row.name}</strong> },
            {
              title: t('column.listen'),
              width: 330,
              render: (row) => (
                // biome-ignore lint/a11y/useMediaCaption: the recorded text is not known.
                <audio
                  controls
                  preload="none"
                  src={`/api/v1/prompts/${row.id}/audio`}
                  aria-label={row.name}
                  className={styles.player}
                />
              ),
            },
            {
              title: t('column.length'),
              width: 90,
              align: 'right',
              render: (row) => t('seconds', { count: Math.round(row.durationSeconds) }),
            },
            { title: t('column.language'), width: 100, render: (row) => row.language },
            {
              title: t('column.usedBy'),
              render: (row) =>
                row.usedBy.length === 0
                  ? t('unused')
                  : row.usedBy.map((use, at) => (
                      <span key={use.id}>
                        {at > 0 && ', '}
                        <Link to={`/campaigns/${use.id}/settings`} className={styles.link}>
                          {use.name}
                        </Link>
                      </span>
                    )),
            },
            { title: t('column.added'), width: 130, render: (row) => dateText(row.createdAt, language) },
            {
              key: 'actions',
              title: <span className="unseen">{t('column.actions')}</span>,
              width: 180,
              align: 'right',
              render: (row) =>
                mayEdit && (
                  <span className={styles.actions}>
                    <Button onClick={() => setEdited(row)}>{t('rename')}</Button>
                    <Button
                      danger
                      disabled={row.usedBy.length > 0}
                      title={row.usedBy.length > 0 ? t('inUse') : ''}
                      onClick={() => void remove(row)}
                    >
                      {t('delete.action')}
                    </Button>
                  </span>
                ),
            },
          ]}
        />
      )}
      {edited && <PromptDrawer prompt={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </Page>
  );
}
