import { EditOutlined } from '@ant-design/icons';
import { Panel, useShortcut } from '@callcenter/ui';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Notes.module.css';
import { NotesConflict } from './NotesConflict';
import { notes } from './notes';
import { longestNotes } from './notesKeeper';
import { SavedMark } from './SavedMark';
import { TimedLines } from './TimedLines';

/** What the agent writes during the call, each line with its time. */
export function Notes() {
  const { t } = useTranslation('notes');
  const state = notes.store();
  const field = useRef<HTMLTextAreaElement>(null);
  useShortcut({
    id: 'notes.focus',
    chord: 'Alt+N',
    group: t('keys.group'),
    label: t('keys.focus'),
    run: () => field.current?.focus(),
    enabled: state.call !== null,
  });
  return (
    <Panel title={t('title')} icon={<EditOutlined />} aside={<SavedMark state={state.state} />} fill>
      <div className={styles.notes}>
        {state.state === 'conflict' && <NotesConflict />}
        <div className={styles.paper}>
          <TimedLines text={state.text} marks={state.marks} />
          <textarea
            ref={field}
            className={styles.field}
            aria-label={t('label')}
            aria-keyshortcuts="Alt+N"
            placeholder={t('placeholder')}
            disabled={state.call === null}
            maxLength={longestNotes}
            value={state.text}
            spellCheck
            onChange={(event) => notes.type(event.target.value)}
            onBlur={() => void notes.flush()}
            onKeyDown={(event) => {
              if (event.key === 'Escape') {
                event.currentTarget.blur(); // the digits choose a result again
              }
            }}
          />
        </div>
        {state.text.length >= longestNotes && <p role="alert">{t('tooLong', { limit: longestNotes })}</p>}
      </div>
    </Panel>
  );
}
