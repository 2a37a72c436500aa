import type { AgentSnapshot } from '@callcenter/ui/contracts';
import { useTranslation } from 'react-i18next';

const known = ['noPhone', 'noAudio', 'closed', 'takenOver', 'hungUp'] as const;
type Problem = (typeof known)[number];

/** Why the phone is not reachable, in words; null when it is or nobody knows. */
export function useProblemText(agent: AgentSnapshot): string | null {
  const { t } = useTranslation('call-band');
  const problem = agent.phone?.problem ?? (agent.state === 'unreachable' ? agent.reason : null);
  return problem && (known as readonly string[]).includes(problem) ? t(`problem.${problem as Problem}`) : null;
}
