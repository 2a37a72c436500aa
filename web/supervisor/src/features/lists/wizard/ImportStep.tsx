import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isOpen } from '../api';
import { UploadReport } from '../UploadReport';
import { useUpload } from '../useUpload';
import type { Wizard } from './useWizard';

/** The import under way, and its report at the end. */
export function ImportStep({ wizard }: { wizard: Wizard }) {
  const { t } = useTranslation('lists');
  const queries = useQueryClient();
  const { data } = useUpload(wizard.upload?.id ?? null);
  const upload = data ?? wizard.upload;
  const over = upload !== null && !isOpen(upload);
  useEffect(() => {
    if (over) {
      void queries.invalidateQueries({ queryKey: ['/lists'] });
    }
  }, [over, queries]);
  if (!upload) {
    return null;
  }

  return (
    <UploadReport
      upload={upload}
      actions={
        over && (
          <>
            <Button onClick={wizard.again}>{t('wizard.another')}</Button>
            <Link to={`/lists/${wizard.list}`}>
              <Button type="primary">{t('wizard.toList')}</Button>
            </Link>
          </>
        )
      }
    />
  );
}
