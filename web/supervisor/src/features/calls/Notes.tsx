import { FileTextOutlined } from '@ant-design/icons';
import { Panel, shortText } from '@callcenter/ui';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CallDetail } from './api';
import styles from './Calls.module.css';

/** What the agent wrote, each line with its place in the call. */
export function Notes({ lines, onSeek }: { lines: CallDetail['noteLines']; onSeek?(atMs: number): void }) {
  const { t } = useTranslation('calls');
  return (
    <Panel title={t('notes')} icon={<FileTextOutlined />}>
      {lines.length === 0 ? (
        <p className={styles.small}>{t('noNotes')}</p>
      ) : (
        <ul className={styles.notes}>
          {lines.map((line, index) => {
            const { atMs } = line;
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text have no other name.
              <li key={index}>
                {atMs === null || !onSeek ? (
                  <span className={styles.noTime}>{atMs === null ? '' : shortText(atMs / 1000)}</span>
                ) : (
                  <Button
                    size="small"
                    type="link"
                    className={styles.jump ?? ''}
                    aria-label={t('player.goTo', { time: shortText(atMs / 1000), text: line.text })}
                    onClick={() => onSeek(atMs)}
                  >
                    {shortText(atMs / 1000)}
                  </Button>
                )}
                <span className={styles.line}>{line.text}</span>
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
}
