import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { notes } from './notes';

/** Two tabs wrote different notes: nothing is thrown away without a word. */
export function NotesConflict() {
  const { t } = useTranslation('notes');
  return (
    <Alert
      type="warning"
      showIcon
      title={t('conflict')}
      action={
        <>
          <Button size="small" type="primary" onClick={() => notes.settle('both')}>
            {t('both')}
          </Button>{' '}
          <Button size="small" onClick={() => notes.settle('theirs')}>
            {t('theirs')}
          </Button>
        </>
      }
    />
  );
}
