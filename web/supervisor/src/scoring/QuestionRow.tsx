import { CommentOutlined, QuestionCircleOutlined, StopOutlined, WarningOutlined } from '@ant-design/icons';
import { localText, useLanguage } from '@callcenter/ui';
import type { ScoreAnswer, ScorecardQuestion } from '@callcenter/ui/contracts';
import { Button, Input, Tooltip } from 'antd';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Scoring.module.css';

export interface QuestionRowProps {
  question: ScorecardQuestion;
  answer: ScoreAnswer | undefined;
  /** Only read. */
  fixed: boolean;
  /** The score could not be finished: says which answers are not there. */
  missing: boolean;
  onActive(): void;
  onAnswer(change: Partial<ScoreAnswer>): void;
  /** Marks the place where the listener is. */
  onMark?(): void;
  /** To the question before (-1) or after (1). */
  onMove(by: number): void;
}

const values = { yesNo: [1, 0], scale: [1, 2, 3, 4, 5, 6, 7] } as const;

/** One question: its answers as buttons, a comment. Keys while it has the focus: digits, Y, N, X, C, arrows. */
export function QuestionRow({ question, answer, fixed, missing, onActive, onAnswer, onMark, onMove }: QuestionRowProps) {
  const { t } = useTranslation('scoring');
  const language = useLanguage((state) => state.language);
  const id = useId();
  const row = useRef<HTMLDivElement>(null);
  const [commenting, setCommenting] = useState(false);
  const value = answer?.notApplicable ? null : (answer?.value ?? null);
  const open = value === null && !answer?.notApplicable;
  const failed = question.fatal && value !== null && value === (question.kind === 'yesNo' ? 0 : 1);
  const give = (next: number) => onAnswer({ value: next, notApplicable: false });
  const notApplicable = () => onAnswer({ value: null, notApplicable: !answer?.notApplicable });
  const text = localText(question.text, language);
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }

    const done = act(event.key);
    if (done) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  const act = (key: string): boolean => {
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      onMove(key === 'ArrowDown' ? 1 : -1);
      return true;
    }

    if (fixed) {
      return false;
    }

    const given = answerOf(key, question.kind);
    if (given !== null) {
      give(given);
      onMove(1);
      return true;
    }

    if (key.toLowerCase() === 'x' && question.mayNotApply) {
      notApplicable();
      onMove(1);
      return true;
    }

    if (key.toLowerCase() === 'm' && onMark) {
      onMark();
      return true;
    }

    if (key.toLowerCase() === 'c') {
      setCommenting(true);
      return true;
    }

    return false;
  };
  return (
    <div className={styles.question} data-open={open && !fixed} data-missing={missing && open} data-failed={failed}>
      <div
        ref={row}
        role="radiogroup"
        tabIndex={0}
        className={styles.ask}
        aria-labelledby={id}
        data-question={question.id}
        data-takes-keys=""
        onFocus={onActive}
        onKeyDown={onKey}
      >
        <span id={id} className={styles.text}>
          {text}
          {question.fatal && (
            <Tooltip title={t('fatalHint')}>
              <span className={styles.fatal}>
                <WarningOutlined aria-hidden /> {t('fatal')}
              </span>
            </Tooltip>
          )}
          {question.help && (
            <Tooltip title={localText(question.help, language)}>
              <QuestionCircleOutlined className={styles.help} aria-label={localText(question.help, language)} />
            </Tooltip>
          )}
        </span>
        <span className={styles.answers}>
          {values[question.kind].map((one) => (
            // biome-ignore lint/a11y/useSemanticElements: a button that looks like what it answers; the group above moves by keys.
            <button
              key={one}
              type="button"
              role="radio"
              tabIndex={-1}
              className={styles.answer}
              data-kind={question.kind}
              data-value={one}
              aria-checked={value === one}
              onClick={() => give(one)}
            >
              {question.kind === 'yesNo' ? t(one === 1 ? 'yes' : 'no') : one}
            </button>
          ))}
          {question.mayNotApply && (
            // biome-ignore lint/a11y/useSemanticElements: as above.
            <button
              type="button"
              role="radio"
              tabIndex={-1}
              className={styles.answer}
              data-kind="none"
              aria-checked={answer?.notApplicable === true}
              aria-label={t('notApplicable')}
              title={t('notApplicable')}
              onClick={notApplicable}
            >
              <StopOutlined aria-hidden />
            </button>
          )}
        </span>
      </div>
      {!fixed && !commenting && !answer?.comment && (
        <Button
          type="text"
          size="small"
          className={styles.addComment ?? ''}
          icon={<CommentOutlined aria-hidden />}
          aria-label={t('commentOn', { question: text })}
          title={t('commentOn', { question: text })}
          onClick={() => setCommenting(true)}
        />
      )}
      {fixed
        ? answer?.comment && <p className={styles.said}>{answer.comment}</p>
        : (commenting || answer?.comment) && (
            <Input.TextArea
              className={`${styles.remark} ${styles.grows}`}
              autoFocus={commenting}
              rows={1}
              maxLength={4000}
              aria-label={t('commentOn', { question: text })}
              value={answer?.comment ?? ''}
              onChange={(event) => onAnswer({ comment: event.target.value || null })}
              onBlur={() => setCommenting(false)}
              onKeyDown={(event) => {
                // Back to the answers: the next key is one of theirs again.
                if (event.key === 'Escape' || (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing)) {
                  event.preventDefault();
                  event.stopPropagation();
                  row.current?.focus();
                }
              }}
            />
          )}
    </div>
  );
}

function answerOf(key: string, kind: ScorecardQuestion['kind']): number | null {
  if (kind === 'scale') {
    return /^[1-7]$/.test(key) ? Number(key) : null;
  }

  const word = key.toLowerCase();
  return word === 'y' || key === '1' ? 1 : word === 'n' || key === '0' || key === '2' ? 0 : null;
}
