import { CheckOutlined, EditOutlined } from '@ant-design/icons';
import { ApiError, Chip, localText, showToast, textOfError, useLanguage, useShortcut } from '@callcenter/ui';
import type { ScoreMark } from '@callcenter/ui/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { Marks } from './Marks';
import { QuestionRow } from './QuestionRow';
import { Result } from './Result';
import { SavedMark } from './SavedMark';
import styles from './Scoring.module.css';
import type { ScoreSheet } from './scoreSheet';
import { percent } from './words';

export interface ScoreFormProps {
  sheet: ScoreSheet;
  callId: string;
  at?(): number | null;
  onSeek?(atMs: number): void;
  onMarks?(marks: readonly ScoreMark[]): void;
}

/** The questions of a card with their answers, what they come to, and the way to finish. */
export function ScoreForm({ sheet, callId, at, onSeek, onMarks }: ScoreFormProps) {
  const { t } = useTranslation(['scoring', 'common']);
  const language = useLanguage((state) => state.language);
  const queries = useQueryClient();
  const { sections, answers, comment, marks, stored, correcting, sum, saving } = useStore(sheet.store);
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const [freshMark, setFreshMark] = useState<number | null>(null);
  const form = useRef<HTMLDivElement>(null);
  const active = useRef<string | null>(null);
  useEffect(() => onMarks?.(marks), [marks, onMarks]);
  const finished = stored?.score.state === 'finished';
  const fixed = finished && !correcting;
  const putMark = () => {
    const now = at?.() ?? null;
    if (now !== null && !fixed) {
      setFreshMark(sheet.mark(now, active.current));
    }
  };
  useShortcut({
    id: 'score.mark',
    chord: 'M',
    group: t('keys'),
    label: t('mark.add'),
    enabled: at !== undefined && !fixed,
    listed: at !== undefined,
    run: putMark,
  });
  const finish = async () => {
    if (sum.unanswered > 0) {
      setMissing(true);
      showToast({ tone: 'bad', text: t('missing', { count: sum.unanswered }) });
      form.current?.querySelector<HTMLElement>('[data-open="true"]')?.focus();
      return;
    }

    try {
      const view = await sheet.finish(reason.trim() || undefined);
      setReason('');
      setMissing(false);
      showToast({
        tone: 'good',
        text: t(finished ? 'corrected' : 'finished', { percent: percent(view.score.percent, language) }),
      });
      void queries.invalidateQueries({ queryKey: [`/calls/${callId}/scores`] });
      void queries.invalidateQueries({ queryKey: [`/calls/${callId}/details`] });
      void queries.invalidateQueries({ queryKey: ['/scores'] });
    } catch (error) {
      showToast({ tone: 'bad', text: error instanceof ApiError ? textOfError(error) : t('notSaved') });
    }
  };
  return (
    <div className={styles.form} ref={form} data-fixed={fixed}>
      <Result sum={sum} stored={stored} />
      {sections.map((section, index) => (
        <fieldset key={section.id} className={styles.section} disabled={fixed}>
          <legend className={styles.legend}>
            <span>{localText(section.title, language)}</span>
            <span className={styles.sectionSum}>{percent(sum.sections[index]?.percent ?? null, language)}</span>
          </legend>
          {section.questions.map((question) => (
            <QuestionRow
              key={question.id}
              question={question}
              answer={answers.get(question.id)}
              fixed={fixed}
              missing={missing}
              onActive={() => {
                active.current = question.id;
              }}
              onAnswer={(change) => sheet.answer(question.id, change)}
              {...(at ? { onMark: putMark } : {})}
              onMove={(by) => move(form.current, question.id, by)}
            />
          ))}
        </fieldset>
      ))}
      <Marks
        marks={marks}
        fixed={fixed}
        fresh={freshMark}
        onText={(index, text) => sheet.editMark(index, text)}
        onDrop={(index) => sheet.dropMark(index)}
        onDone={() =>
          form.current
            ?.querySelector<HTMLElement>(`[data-question="${active.current ?? sections[0]?.questions[0]?.id}"]`)
            ?.focus()
        }
        {...(onSeek ? { onSeek } : {})}
        {...(at ? { onAdd: putMark } : {})}
      />
      <div className={styles.overall}>
        <span className={styles.overallLabel}>{t('comment')}</span>
        {fixed ? (
          <p className={styles.said}>{comment || t('common:none')}</p>
        ) : (
          <Input.TextArea
            aria-label={t('comment')}
            rows={2}
            className={styles.grows ?? ''}
            maxLength={4000}
            value={comment}
            placeholder={t('commentHint')}
            onChange={(event) => sheet.say(event.target.value)}
            onKeyDown={(event: KeyboardEvent) => event.stopPropagation()}
          />
        )}
      </div>
      {correcting && (
        <div className={styles.overall}>
          <span className={styles.overallLabel}>{t('reason')}</span>
          <Input aria-label={t('reason')} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />
        </div>
      )}
      <div className={styles.foot}>
        {!finished && <SavedMark saving={saving} />}
        <span className={styles.space} />
        {fixed ? (
          <>
            <Chip tone="ok" icon={<CheckOutlined />}>
              {t('isFinished')}
            </Chip>
            {!sheet.isForeign && (
              <Button icon={<EditOutlined aria-hidden />} onClick={() => sheet.correct()}>
                {t('correct')}
              </Button>
            )}
          </>
        ) : (
          <>
            {correcting && <Button onClick={() => sheet.abandonCorrection()}>{t('common:cancel')}</Button>}
            <Button type="primary" loading={saving === 'saving' && correcting} onClick={() => void finish()}>
              {t(correcting ? 'saveCorrection' : 'finish')}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

/** The focus goes to the question before or after; past the ends it stays. */
function move(form: HTMLElement | null, from: string, by: number): void {
  const rows = [...(form?.querySelectorAll<HTMLElement>('[data-question]') ?? [])];
  const at = rows.findIndex((row) => row.dataset.question === from);
  const next = rows[at + by];
  next?.focus();
  next?.scrollIntoView?.({ block: 'nearest' });
}
