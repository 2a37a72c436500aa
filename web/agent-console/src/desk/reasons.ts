import { useTranslation } from 'react-i18next';
import { usePauseReasons } from './queries';

const builtIn = ['break', 'lunch', 'meeting', 'training', 'coaching', 'technical', 'other'] as const;
type BuiltIn = (typeof builtIn)[number];

function isBuiltIn(code: string): code is BuiltIn {
  return (builtIn as readonly string[]).includes(code);
}

/** The reasons to pause in the language of the screen; those of the installation as they were named there. */
export function useReasons(): { code: string; text: string }[] {
  const { t } = useTranslation('header');
  const { data } = usePauseReasons();
  const known = data ?? builtIn.map((code) => ({ code, name: code }));
  return known.map(({ code, name }) => ({ code, text: isBuiltIn(code) ? t(`reasons.${code}`) : name }));
}

/** One reason in words. */
export function useReasonText(reason: string | null | undefined): string | null {
  const { t } = useTranslation('header');
  const { data } = usePauseReasons();
  if (!reason) {
    return null;
  }

  // Not a reason of the agent's: the wrap-up ran out, and the desk paused by itself.
  if (reason === 'wrapUp') {
    return t('state.wrapUp');
  }

  return isBuiltIn(reason) ? t(`reasons.${reason}`) : (data?.find((entry) => entry.code === reason)?.name ?? reason);
}
