import type { DispositionChoice } from '@callcenter/ui/contracts';
import { useTranslation } from 'react-i18next';
import { dispositionText } from '../../desk/words';
import styles from './Disposition.module.css';
import { isSevere } from './draftStore';

export interface DispositionGridProps {
  choices: readonly DispositionChoice[];
  chosen: string | null;
  onChoose(code: string): void;
}

/** The verdicts, three in a row, each with its digit. */
export function DispositionGrid({ choices, chosen, onChoose }: DispositionGridProps) {
  const { t } = useTranslation('disposition');
  if (choices.length === 0) {
    return <p>{t('noDispositions')}</p>;
  }

  return (
    <fieldset className={styles.grid}>
      <legend className="unseen">{t('label')}</legend>
      {choices.map((choice) => (
        <button
          key={choice.code}
          type="button"
          className={styles.choice}
          aria-pressed={choice.code === chosen}
          data-severe={isSevere(choice)}
          {...(choice.hotkey ? { 'aria-keyshortcuts': choice.hotkey } : {})}
          onClick={() => onChoose(choice.code)}
        >
          {choice.hotkey && <kbd aria-hidden>{choice.hotkey}</kbd>}
          <span>{dispositionText(choice.code, choice.name)}</span>
        </button>
      ))}
    </fieldset>
  );
}
