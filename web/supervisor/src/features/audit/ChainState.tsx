import { CheckCircleOutlined, CloseCircleOutlined, LinkOutlined } from '@ant-design/icons';
import { Chip, dayTimeText, numberText, showToast, textOfError, useLanguage } from '@callcenter/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../live/api';

interface Chain {
  rows: number;
  head: string | null;
  checkedAt: string | null;
  checkedRows: number | null;
  brokenAt: number | null;
}

/** Whether every entry is as it was written, and a button that looks anew. */
export function ChainState() {
  const { t } = useTranslation('audit');
  const language = useLanguage((state) => state.language);
  const queries = useQueryClient();
  const [checking, setChecking] = useState(false);
  const { data } = useQuery({ queryKey: ['/audit/chain'], queryFn: ({ signal }) => api.get<Chain>('/audit/chain', signal) });
  const check = async () => {
    setChecking(true);
    try {
      queries.setQueryData(['/audit/chain'], await api.post<Chain>('/audit/chain'));
    } catch (error) {
      showToast({ tone: 'bad', text: textOfError(error) });
    } finally {
      setChecking(false);
    }
  };
  return (
    <>
      {data &&
        (data.brokenAt !== null ? (
          <Chip tone="bad" icon={<CloseCircleOutlined />}>
            {t('chain.broken', { at: data.brokenAt })}
          </Chip>
        ) : data.checkedAt ? (
          <Chip tone="ok" icon={<CheckCircleOutlined />}>
            {t('chain.good', {
              count: data.checkedRows ?? 0,
              text: numberText(data.checkedRows ?? 0, language),
              at: dayTimeText(data.checkedAt, language),
            })}
          </Chip>
        ) : (
          <Chip icon={<LinkOutlined />}>{t('chain.unchecked', { count: data.rows, text: numberText(data.rows, language) })}</Chip>
        ))}
      <Button loading={checking} onClick={() => void check()}>
        {t('chain.check')}
      </Button>
    </>
  );
}
