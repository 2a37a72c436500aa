import { ScorePanel } from '../../scoring/ScorePanel';

/** Scoring the call that is listened to. */
export default function LiveScore({ callId }: { callId: string }) {
  return <ScorePanel key={callId} callId={callId} live />;
}
