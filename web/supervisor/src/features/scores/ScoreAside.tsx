import { Late, latePart } from '@callcenter/ui';

const liveScore = latePart(() => import('./LiveScore'));

/** Stands beside the call that is listened to; fetched with the first one. */
export function ScoreAside({ callId }: { callId: string }) {
  return <Late part={liveScore} give={{ callId }} />;
}
