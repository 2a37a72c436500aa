import { InboxOutlined, MoreOutlined, UploadOutlined } from '@ant-design/icons';
import { Chip, confirm, dayTimeText, EmptyState, numberText, Panel, textOfError, useLanguage } from '@callcenter/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Dropdown, Spin } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { api } from '../../live/api';
import { useMay } from '../../live/session';
import { Page } from '../../parts/Page';
import { PageHead } from '../../parts/PageHead';
import { type PlainColumn, PlainTable } from '../../parts/PlainTable';
import { StateBar } from '../../parts/StateBar';
import { doAndSay } from '../../parts/saving';
import type { Paged } from '../../parts/usePages';
import { getList, isOpen, type ListView, type UploadView } from './api';
import { ListForm } from './ListForm';
import styles from './Lists.module.css';
import { UploadChip } from './UploadChip';

/** A list: how far it is worked through, and the files that came into it. */
export function ListPage() {
  const { t } = useTranslation('lists');
  const { id = '' } = useParams();
  const mayUpload = useMay('list.upload');
  const list = useQuery({ queryKey: ['/lists', id], queryFn: ({ signal }) => getList(id, signal) });
  const uploads = useQuery({
    queryKey: ['/lists', id, 'uploads'],
    queryFn: ({ signal }) => api.get<Paged<UploadView>>(`/lists/${id}/uploads?limit=200`, signal),
    refetchInterval: (query) => (query.state.data?.items.some(isOpen) ? 1_000 : false),
  });
  if (!list.data) {
    return (
      <div className={styles.waiting}>
        {list.error ? <EmptyState icon={<InboxOutlined />} title={textOfError(list.error)} /> : <Spin size="large" />}
      </div>
    );
  }

  const { value, etag } = list.data;
  const rows = uploads.data?.items ?? [];
  return (
    <Page
      head={
        <PageHead
          title={value.name}
          note={value.archivedAt && <Chip>{t('archived')}</Chip>}
          back={{ to: '/lists', text: t('title') }}
          actions={
            <>
              <ListMenu list={value} etag={etag} unused={value.leads === 0 && rows.length === 0} />
              {mayUpload && !value.archivedAt && (
                <Link to="upload">
                  <Button type="primary" icon={<UploadOutlined aria-hidden />}>
                    {t('upload')}
                  </Button>
                </Link>
              )}
            </>
          }
        />
      }
    >
      <div className={styles.stack}>
        <States list={value} />
        <Panel title={t('uploads')} icon={<UploadOutlined />}>
          {rows.length > 0 ? (
            <Uploads rows={rows} list={id} />
          ) : (
            <EmptyState icon={<InboxOutlined />} title={t('noUploads')} text={t('noUploadsText')} />
          )}
        </Panel>
      </div>
    </Page>
  );
}

function States({ list }: { list: ListView }) {
  const { t } = useTranslation('lists');
  const language = useLanguage((state) => state.language);
  const mayLeads = useMay('lead.read');
  return (
    <Panel
      title={t('states')}
      aside={
        mayLeads &&
        list.leads > 0 && (
          <Link className={styles.link ?? ''} to={`/leads?list=${list.id}`}>
            {t('showLeads')}
          </Link>
        )
      }
    >
      <p className={styles.big}>
        {numberText(list.leads, language)} <span>{t('leads', { count: list.leads })}</span>
      </p>
      <StateBar states={list.states} legend />
    </Panel>
  );
}

function Uploads({ rows, list }: { rows: readonly UploadView[]; list: string }) {
  const { t } = useTranslation('lists');
  const language = useLanguage((state) => state.language);
  const navigate = useNavigate();
  const number = (title: string, of: (upload: UploadView) => number) => ({
    title,
    width: 110,
    align: 'right' as const,
    render: (upload: UploadView) => numberText(of(upload), language),
  });
  const columns: PlainColumn<UploadView>[] = [
    {
      title: t('report.file'),
      render: (upload) => (
        <Link className={styles.link ?? ''} to={`uploads/${upload.id}`}>
          {upload.fileName}
        </Link>
      ),
    },
    { title: t('report.state'), width: 200, render: (upload) => <UploadChip upload={upload} /> },
    number(t('report.rows'), (upload) => upload.rows),
    number(t('report.inserted'), (upload) => upload.inserted),
    number(t('report.updated'), (upload) => upload.updated),
    number(t('report.duplicates'), (upload) => upload.duplicates),
    number(t('report.rejected'), (upload) => upload.rejected),
    { title: t('report.when'), width: 190, render: (upload) => dayTimeText(upload.createdAt, language) },
  ];
  return (
    <PlainTable<UploadView>
      label={t('uploads')}
      columns={columns}
      rows={rows}
      rowKey={(upload) => upload.id}
      onOpen={(upload) => void navigate(`/lists/${list}/uploads/${upload.id}`)}
    />
  );
}

/** Rename, archive, delete. */
function ListMenu({ list, etag, unused }: { list: ListView; etag: string | null; unused: boolean }) {
  const { t } = useTranslation('lists');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const mayEdit = useMay('list.edit');
  const [editing, setEditing] = useState(false);
  const refresh = () => queries.invalidateQueries({ queryKey: ['/lists'] });
  const file = (archived: boolean) => async () => {
    await api.patch(`/lists/${list.id}`, { archived });
    await refresh();
  };
  const remove = async () => {
    const sure = await confirm({ title: t('delete.title'), text: t('delete.text'), action: t('delete.action'), danger: true });
    if (sure && (await doAndSay(() => api.delete(`/lists/${list.id}`), t('delete.done')))) {
      void refresh();
      void navigate('/lists');
    }
  };
  if (!mayEdit) {
    return null;
  }

  const archived = list.archivedAt !== null;
  const items = [
    { key: 'edit', label: t('edit'), onClick: () => setEditing(true) },
    {
      key: 'archive',
      label: archived ? t('unarchive') : t('archive'),
      onClick: () => void doAndSay(file(!archived), archived ? t('unarchiveDone') : t('archiveDone'), file(archived)),
    },
    ...(unused ? [{ key: 'delete', label: t('delete.action'), danger: true, onClick: () => void remove() }] : []),
  ];
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items }}>
        <Button icon={<MoreOutlined aria-hidden />} aria-label={t('more')} title={t('more')} />
      </Dropdown>
      {editing && <ListForm list={{ value: list, etag }} onSaved={() => void refresh()} onClose={() => setEditing(false)} />}
    </>
  );
}
