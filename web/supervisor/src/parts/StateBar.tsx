import { numberText, useLanguage } from '@callcenter/ui';
import { useTranslation } from 'react-i18next';
import { finalStates, leadStates, toneOfState } from './leadStates';
import styles from './StateBar.module.css';

export interface StateBarProps {
  /** How many leads stand in each state; states without one may be left out. */
  states: Readonly<Record<string, number>>;
  /** With the numbers of all states in words beneath; without, only how many are finished. */
  legend?: boolean;
}

/** How far a list is worked through: a bar in the colours of its leads' states, each also named. */
export function StateBar({ states, legend = false }: StateBarProps) {
  const { t } = useTranslation('parts');
  const language = useLanguage((state) => state.language);
  const parts = leadStates.map((state) => ({ state, count: states[state] ?? 0 })).filter((part) => part.count > 0);
  const total = parts.reduce((sum, part) => sum + part.count, 0);
  const finished = finalStates.reduce((sum, state) => sum + (states[state] ?? 0), 0);
  const words = parts.map((part) => `${t(`leadState.${part.state}`)}: ${numberText(part.count, language)}`);
  return (
    <div className={styles.all}>
      <div className={styles.bar} role="img" aria-label={words.join(', ') || '0'} title={words.join('\n')}>
        {parts.map((part) => (
          <span
            key={part.state}
            data-tone={toneOfState(part.state)}
            data-state={part.state}
            style={{ width: `${(part.count / total) * 100}%` }}
          />
        ))}
      </div>
      {legend ? (
        <ul className={styles.legend}>
          {parts.map((part) => (
            <li key={part.state}>
              <span className={styles.dot} data-tone={toneOfState(part.state)} data-state={part.state} aria-hidden />
              {t(`leadState.${part.state}`)} <b>{numberText(part.count, language)}</b>
            </li>
          ))}
        </ul>
      ) : (
        <span className={styles.words}>
          {t('workedThrough', { done: numberText(finished, language), all: numberText(total, language) })}
        </span>
      )}
    </div>
  );
}
