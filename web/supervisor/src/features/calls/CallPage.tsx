import { PhoneOutlined } from '@ant-design/icons';
import { dayTimeText, EmptyState, textOfError, useLanguage } from '@callcenter/ui';
import type { ScoreMark } from '@callcenter/ui/contracts';
import { Button, Skeleton } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useMay } from '../../live/session';
import { Page } from '../../parts/Page';
import { PageHead } from '../../parts/PageHead';
import { ScorePanel } from '../../scoring/ScorePanel';
import { type CallDetail, type RecordingView, useCall } from './api';
import { CallFacts } from './CallFacts';
import styles from './Calls.module.css';
import { Course } from './Course';
import { Notes } from './Notes';
import { Player } from './player/Player';
import { Sound } from './player/sound';

/** One call: heard, read, scored. */
export function CallPage() {
  const { t } = useTranslation(['calls', 'common']);
  const language = useLanguage((state) => state.language);
  const { id = '' } = useParams();
  const { data, error, refetch } = useCall(id);
  const back = { to: '/calls', text: t('back') };
  if (!data) {
    return (
      <Page head={<PageHead title={t('call')} back={back} />}>
        {error ? (
          <EmptyState icon={<PhoneOutlined />} title={textOfError(error)}>
            <Button onClick={() => void refetch()}>{t('common:retry')}</Button>
          </EmptyState>
        ) : (
          <Skeleton active paragraph={{ rows: 10 }} />
        )}
      </Page>
    );
  }

  const { call } = data;
  const name = call.customerName || call.company || call.number;
  return (
    <Page fill head={<PageHead title={name} note={dayTimeText(call.startedAt, language)} back={back} />}>
      <Desk key={call.id} detail={data} />
    </Page>
  );
}

function Desk({ detail }: { detail: CallDetail }) {
  const { t } = useTranslation('calls');
  const { call } = detail;
  const recording = detail.recordings.find((one) => one.state !== 'lost') ?? null;
  const sound = useSound(recording);
  const offset = recording?.offsetMs ?? 0;
  const [marks, setMarks] = useState<readonly ScoreMark[]>([]);
  const scored = useMay('score.read', 'score.edit') && call.agentId !== null;
  const { at, onSeek } = useMemo(
    () => ({
      at: sound ? () => sound.time * 1000 + offset : undefined,
      onSeek: sound
        ? (atMs: number) => {
            sound.seek((atMs - offset) / 1000);
          }
        : undefined,
    }),
    [sound, offset],
  );
  const places = useMemo(
    () => [
      ...detail.noteLines.flatMap((line) =>
        line.atMs === null ? [] : [{ at: (line.atMs - offset) / 1000, text: line.text, kind: 'note' as const }],
      ),
      ...marks.map((mark) => ({ at: (mark.atMs - offset) / 1000, text: mark.text, kind: 'mark' as const })),
    ],
    [detail.noteLines, marks, offset],
  );
  return (
    <div className={styles.desk} data-scored={scored}>
      <div className={styles.main}>
        <CallFacts detail={detail} />
        {recording && sound ? (
          <Player recording={recording} sound={sound} places={places} />
        ) : (
          <p className={styles.silent}>{t(detail.recordings.length > 0 ? 'recordingLost' : 'noRecording')}</p>
        )}
        <Notes lines={detail.noteLines} {...(onSeek ? { onSeek } : {})} />
        <Course detail={detail} />
      </div>
      {scored && (
        <aside className={styles.score}>
          <ScorePanel
            callId={call.id}
            live={call.endedAt === null}
            {...(at ? { at } : {})}
            {...(onSeek ? { onSeek } : {})}
            onMarks={setMarks}
          />
        </aside>
      )}
    </div>
  );
}

function useSound(recording: RecordingView | null): Sound | null {
  const [sound, setSound] = useState<Sound | null>(null);
  const id = recording?.id ?? null;
  const seconds = (recording?.durationMs ?? 0) / 1000;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the length known beforehand only matters at the beginning.
  useEffect(() => {
    if (id === null) {
      return;
    }

    const opened = new Sound(`/api/v1/recordings/${id}/audio`, seconds);
    setSound(opened);
    return () => {
      opened.close();
      setSound(null);
    };
  }, [id]);
  return sound;
}
