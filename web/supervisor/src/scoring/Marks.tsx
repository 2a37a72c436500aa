import { CloseOutlined, PushpinOutlined } from '@ant-design/icons';
import { KeyHint, shortText } from '@callcenter/ui';
import type { ScoreMark } from '@callcenter/ui/contracts';
import { Button, Input, type InputRef } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Scoring.module.css';

export interface MarksProps {
  marks: readonly ScoreMark[];
  fixed: boolean;
  /** The mark just put: its field takes the focus. */
  fresh: number | null;
  onText(index: number, text: string): void;
  onDrop(index: number): void;
  /** The text of a mark is written: back to the questions. */
  onDone(): void;
  onSeek?(atMs: number): void;
  onAdd?(): void;
}

/** Places in the call that the coach points at. */
export function Marks({ marks, fixed, fresh, onText, onDrop, onDone, onSeek, onAdd }: MarksProps) {
  const { t } = useTranslation('scoring');
  const field = useRef<InputRef>(null);
  useEffect(() => {
    if (fresh !== null) {
      field.current?.focus();
    }
  }, [fresh]);
  if (marks.length === 0 && (fixed || !onAdd)) {
    return null;
  }

  return (
    <section className={styles.marks} aria-label={t('mark.title')}>
      <div className={styles.marksHead}>
        <h3 className={styles.overallLabel}>{t('mark.title')}</h3>
        {onAdd && !fixed && (
          <Button size="small" icon={<PushpinOutlined aria-hidden />} aria-keyshortcuts="M" onClick={onAdd}>
            {t('mark.add')} <KeyHint chord="M" />
          </Button>
        )}
      </div>
      {marks.length === 0 && <p className={styles.hint}>{t('mark.none')}</p>}
      <ul>
        {marks.map((mark, index) => {
          const time = shortText(mark.atMs / 1000);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a mark has no name but its place in the list.
            <li key={`${mark.atMs} ${index}`} className={styles.markLine}>
              {onSeek ? (
                <Button
                  size="small"
                  icon={<PushpinOutlined aria-hidden />}
                  aria-label={t('mark.goTo', { time })}
                  onClick={() => onSeek(mark.atMs)}
                >
                  {time}
                </Button>
              ) : (
                <span className={styles.markTime}>{time}</span>
              )}
              {fixed ? (
                <span className={styles.said}>{mark.text}</span>
              ) : (
                <>
                  <Input
                    size="small"
                    {...(index === fresh ? { ref: field } : {})}
                    value={mark.text}
                    maxLength={4000}
                    placeholder={t('mark.hint')}
                    aria-label={t('mark.text', { time })}
                    onChange={(event) => onText(index, event.target.value)}
                    onKeyDown={(event) => {
                      if (event.key === 'Escape' || (event.key === 'Enter' && !event.nativeEvent.isComposing)) {
                        event.preventDefault();
                        event.stopPropagation();
                        onDone();
                      }
                    }}
                  />
                  <Button
                    type="text"
                    size="small"
                    icon={<CloseOutlined aria-hidden />}
                    aria-label={t('mark.remove', { time })}
                    onClick={() => onDrop(index)}
                  />
                </>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
