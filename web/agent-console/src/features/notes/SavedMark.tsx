import { CheckOutlined, CloudSyncOutlined, EditOutlined, ExclamationCircleOutlined, LoadingOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import styles from './Notes.module.css';
import type { NotesState } from './notesKeeper';

const icons: Record<NotesState, typeof CheckOutlined | null> = {
  empty: null,
  saved: CheckOutlined,
  typing: EditOutlined,
  saving: LoadingOutlined,
  waiting: CloudSyncOutlined,
  conflict: ExclamationCircleOutlined,
};

/** Are my notes safe? */
export function SavedMark({ state }: { state: NotesState }) {
  const { t } = useTranslation('notes');
  const Icon = icons[state];
  return (
    <>
      <span className={styles.saved} data-state={state}>
        {Icon && <Icon aria-hidden />} {t(`state.${state}`)}
      </span>
      {/* Read out only when something is wrong: "typing, saving, saved" would talk into the call. */}
      <span className="unseen" role="status">
        {state === 'waiting' || state === 'conflict' ? t(`state.${state}`) : ''}
      </span>
    </>
  );
}
