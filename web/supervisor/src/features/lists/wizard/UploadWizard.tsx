import { InboxOutlined } from '@ant-design/icons';
import { EmptyState, textOfError } from '@callcenter/ui';
import { useQuery } from '@tanstack/react-query';
import { Spin, Steps } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { Page } from '../../../parts/Page';
import { PageHead } from '../../../parts/PageHead';
import { getList } from '../api';
import { CheckStep } from './CheckStep';
import { ColumnsStep } from './ColumnsStep';
import { FileStep } from './FileStep';
import { ImportStep } from './ImportStep';
import { ReadingStep } from './ReadingStep';
import { type Step, steps, useWizard } from './useWizard';
import styles from './Wizard.module.css';

/** The way of a file into a list: send, read, map, check, import. */
export function UploadWizard() {
  const { t } = useTranslation('lists');
  const { id = '' } = useParams();
  const list = useQuery({ queryKey: ['/lists', id], queryFn: ({ signal }) => getList(id, signal) });
  const wizard = useWizard(id);
  if (!list.data) {
    return (
      <div className={styles.waiting}>
        {list.error ? <EmptyState icon={<InboxOutlined />} title={textOfError(list.error)} /> : <Spin size="large" />}
      </div>
    );
  }

  const at = steps.indexOf(wizard.step);
  const body: Record<Step, React.ReactNode> = {
    file: <FileStep wizard={wizard} list={list.data.value} />,
    reading: <ReadingStep wizard={wizard} />,
    columns: <ColumnsStep wizard={wizard} />,
    check: <CheckStep wizard={wizard} />,
    import: <ImportStep wizard={wizard} />,
  };
  return (
    <Page
      head={
        <PageHead
          title={wizard.file ? t('wizard.titleOf', { file: wizard.file.fileName }) : t('wizard.title')}
          back={{ to: `/lists/${id}`, text: list.data.value.name }}
        />
      }
      filter={
        <nav className={styles.steps} aria-label={t('wizard.steps')}>
          <Steps
            size="small"
            current={at}
            onChange={(next) => wizard.goTo(steps[next] ?? 'file')}
            items={steps.map((step, place) => ({
              title: t(`wizard.step.${step}`),
              disabled: wizard.step === 'import' || place > at || !wizard.file,
            }))}
          />
        </nav>
      }
    >
      {body[wizard.step]}
    </Page>
  );
}
