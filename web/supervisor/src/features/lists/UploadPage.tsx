import { InboxOutlined } from '@ant-design/icons';
import { Chip, dayTimeText, EmptyState, textOfError, useLanguage } from '@callcenter/ui';
import { useQuery } from '@tanstack/react-query';
import { Spin } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { Page } from '../../parts/Page';
import { PageHead } from '../../parts/PageHead';
import { getList } from './api';
import styles from './Lists.module.css';
import { UploadReport } from './UploadReport';
import { useUpload } from './useUpload';

/** One upload: how far it is, and what became of its rows. */
export function UploadPage() {
  const { t } = useTranslation('lists');
  const language = useLanguage((state) => state.language);
  const { id = '', upload: uploadId = '' } = useParams();
  const list = useQuery({ queryKey: ['/lists', id], queryFn: ({ signal }) => getList(id, signal) });
  const upload = useUpload(uploadId);
  if (!upload.data) {
    return (
      <div className={styles.waiting}>
        {upload.error ? <EmptyState icon={<InboxOutlined />} title={textOfError(upload.error)} /> : <Spin size="large" />}
      </div>
    );
  }

  return (
    <Page
      head={
        <PageHead
          title={upload.data.fileName}
          note={
            <>
              {dayTimeText(upload.data.createdAt, language)} {upload.data.encoding && <Chip>{upload.data.encoding}</Chip>}
            </>
          }
          back={{ to: `/lists/${id}`, text: list.data?.value.name ?? t('title') }}
        />
      }
    >
      <UploadReport upload={upload.data} />
    </Page>
  );
}
