import { dayTimeText, useLanguage } from '@callcenter/ui';
import type { ScreenPop } from '@callcenter/ui/contracts';
import { useTranslation } from 'react-i18next';
import { outcomeText } from '../../desk/words';

const codes = ['firstAttempt', 'retry', 'callback', 'manual', 'inbound'] as const;
type Code = (typeof codes)[number];

/** The reason as a word and a sentence. */
export function useReasonWords(pop: ScreenPop | null): { title: string; text: string } | null {
  const { t } = useTranslation('reason');
  const language = useLanguage((state) => state.language);
  if (!pop) {
    return null;
  }

  const why = pop.why;
  const code: Code = (codes as readonly string[]).includes(why.code) ? (why.code as Code) : 'firstAttempt';
  const sentence = () => {
    switch (code) {
      case 'retry':
        return why.lastOutcome
          ? t('text.retry', { attempt: why.attempt ?? '', outcome: outcomeText(why.lastOutcome) })
          : t('text.retryPlain', { attempt: why.attempt ?? '' });
      case 'callback':
        return why.promisedAt
          ? t('text.callback', { time: dayTimeText(why.promisedAt, language, pop.hours?.timeZone) })
          : t('text.callbackPlain');
      case 'inbound':
        return t('text.inbound', { number: pop.numberText });
      default:
        return t(`text.${code}`);
    }
  };
  return { title: t(`code.${code}`), text: sentence() };
}
