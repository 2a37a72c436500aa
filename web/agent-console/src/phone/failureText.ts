import type { Failure } from '@callcenter/softphone';
import { textOfCode } from '@callcenter/ui';
import { useTranslation } from 'react-i18next';

/** What is wrong with the phone and what to do about it; null when nothing is. */
export function useFailureText(failure: Failure | null): string | null {
  const { t } = useTranslation('banners');
  if (!failure) {
    return null;
  }

  return failure.code === 'refused'
    ? textOfCode(failure.serverCode ?? 'unknown', failure.detail)
    : t(`failure.${failure.code}.text`);
}

/** True when the microphone is what is wrong, not the way to the server. */
export function isMicrophoneFailure(failure: Failure | null): boolean {
  return failure !== null && ['microphoneRefused', 'noMicrophone', 'microphoneBusy', 'insecureContext'].includes(failure.code);
}
