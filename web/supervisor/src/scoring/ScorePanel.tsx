import { FormOutlined } from '@ant-design/icons';
import { EmptyState, keep, kept, Panel, serverClock, textOfError, useLanguage } from '@callcenter/ui';
import type { ScorecardId, ScorecardSection, ScorecardView, ScoreLine, ScoreMark, ScoreView } from '@callcenter/ui/contracts';
import { useQuery } from '@tanstack/react-query';
import { Select, Skeleton } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../live/api';
import { useMay } from '../live/session';
import { useCallClock, useCards, useScoresOfCall } from './api';
import { ScoreForm } from './ScoreForm';
import { ScoreSheet } from './scoreSheet';
import { percent } from './words';
import './texts';

export interface ScorePanelProps {
  callId: string;
  /** The call goes on: marks are put at its clock. */
  live?: boolean;
  /** Where the listener is, in milliseconds since the answer; null when nowhere. */
  at?(): number | null;
  /** Goes to a place in the call. */
  onSeek?(atMs: number): void;
  /** The places marked, whenever they change; the function must stay the same one. */
  onMarks?(marks: readonly ScoreMark[]): void;
}

const cardPlace = 'callcenter.score.card';

/**
 * Scoring one call: beside a recording, or while listening. Digits answer, arrows go from question to question. Scores that others gave
 * can be read.
 */
export function ScorePanel({ callId, live = false, at, onSeek, onMarks }: ScorePanelProps) {
  const { t } = useTranslation('scoring');
  const language = useLanguage((state) => state.language);
  const mayGive = useMay('score.edit');
  const cards = useCards();
  const scores = useScoresOfCall(callId);
  const clock = useCallClock(callId, live);
  const [chosen, setChosen] = useState<string | null>(null);
  const given = mayGive ? (cards.data ?? []) : [];
  const own = scores.data?.filter((line) => line.mine) ?? [];
  const others = scores.data?.filter((line) => !line.mine) ?? [];
  const read = others.find((line) => line.id === chosen) ?? (given.length === 0 ? others[0] : undefined);
  const card = read ? undefined : chooseCard(given, own, chosen);
  const failed = cards.error ?? scores.error;
  const { answeredAt, endedAt } = clock.data ?? {};
  const now = at ?? (answeredAt && !endedAt ? () => serverClock.now() - Date.parse(answeredAt) : undefined);
  const options = [
    { label: t('cards'), options: given.map((one) => ({ value: one.id as string, label: one.name })) },
    {
      label: t('ofOthers'),
      options: others.map((line) => ({
        value: line.id as string,
        label: `${line.coachName} · ${percent(line.percent, language)}`,
      })),
    },
  ].filter((group) => group.options.length > 0);
  return (
    <Panel
      title={t('title')}
      icon={<FormOutlined />}
      fill
      aside={
        options.length > 0 && (
          <Select<string>
            size="small"
            aria-label={t('card')}
            value={read?.id ?? card?.id ?? null}
            popupMatchSelectWidth={false}
            options={options}
            onChange={(id) => {
              if (given.some((one) => one.id === id)) {
                keep(cardPlace, id);
              }

              setChosen(id);
            }}
          />
        )
      }
    >
      {failed ? (
        <EmptyState icon={<FormOutlined />} title={textOfError(failed)} />
      ) : !cards.data || !scores.data ? (
        <Skeleton active paragraph={{ rows: 6 }} />
      ) : read ? (
        <Sheet
          key={read.id}
          callId={callId}
          sections={[]}
          line={read}
          {...(onSeek ? { onSeek } : {})}
          {...(onMarks ? { onMarks } : {})}
        />
      ) : card ? (
        <Sheet
          key={`${callId} ${card.id}`}
          callId={callId}
          cardId={card.id}
          sections={card.sections}
          line={own.find((line) => line.scorecardId === card.id) ?? null}
          {...(now ? { at: now } : {})}
          {...(onSeek ? { onSeek } : {})}
          {...(onMarks ? { onMarks } : {})}
        />
      ) : mayGive ? (
        <EmptyState icon={<FormOutlined />} title={t('noCard')} text={t('noCardText')} />
      ) : (
        <EmptyState icon={<FormOutlined />} title={t('notScored')} text={t('notScoredText')} />
      )}
    </Panel>
  );
}

interface SheetProps {
  callId: string;
  /** Absent: it is only read. */
  cardId?: ScorecardId;
  /** Of a score that is not begun yet. */
  sections: readonly ScorecardSection[];
  line: ScoreLine | null;
  at?(): number | null;
  onSeek?(atMs: number): void;
  onMarks?(marks: readonly ScoreMark[]): void;
}

function Sheet({ callId, cardId, sections, line: known, at, onSeek, onMarks }: SheetProps) {
  const [line] = useState(known); // What is saved from here on is ours already.
  const stored = useQuery({
    queryKey: ['/scores', line?.id ?? 'none'],
    queryFn: ({ signal }) => api.get<ScoreView>(`/scores/${line?.id}`, signal),
    enabled: line !== null,
    staleTime: 0,
    gcTime: 0,
  });
  const view = line ? stored.data : null;
  const [sheet, setSheet] = useState<ScoreSheet | null>(null);
  useEffect(() => {
    if (view !== undefined) {
      setSheet((before) => before ?? new ScoreSheet(callId, cardId ?? null, view?.sections ?? sections, view));
    }
  }, [callId, cardId, sections, view]);
  useEffect(() => () => void sheet?.leave(), [sheet]);
  const props = useMemo(
    () => ({ ...(at ? { at } : {}), ...(onSeek ? { onSeek } : {}), ...(onMarks ? { onMarks } : {}) }),
    [at, onSeek, onMarks],
  );
  if (stored.error) {
    return <EmptyState icon={<FormOutlined />} title={textOfError(stored.error)} />;
  }

  return sheet ? <ScoreForm sheet={sheet} callId={callId} {...props} /> : <Skeleton active paragraph={{ rows: 6 }} />;
}

/** The one chosen; else the one a score was begun by; else the last one used; else the first. */
function chooseCard(
  cards: readonly ScorecardView[],
  own: readonly ScoreLine[],
  chosen: string | null,
): ScorecardView | undefined {
  const wanted = chosen ?? own[0]?.scorecardId ?? kept(cardPlace);
  return cards.find((card) => card.id === wanted) ?? cards[0];
}
