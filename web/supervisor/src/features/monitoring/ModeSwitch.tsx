import { confirm, KeyHint } from '@callcenter/ui';
import type { MonitoringMode, MonitoringView } from '@callcenter/ui/contracts';
import { useTranslation } from 'react-i18next';
import { may } from '../../live/session';
import styles from './ListeningPanel.module.css';
import { changeMode } from './listening';
import { modes } from './modes';

/** Who shall hear the supervisor, from nobody to the customer alone. */
export function ModeSwitch({ session, name }: { session: MonitoringView; name: string }) {
  const { t } = useTranslation('monitoring');
  const choose = async (mode: MonitoringMode) => {
    const sure =
      mode !== 'takeOver' ||
      (await confirm({
        title: t('takeOver.ask', { name }),
        text: t('takeOver.heard', { name }),
        action: t('takeOver.name'),
      }));
    if (sure) {
      await changeMode(mode);
    }
  };
  return (
    <fieldset className={styles.modes}>
      <legend>{t('mode')}</legend>
      {modes
        .filter(({ permission }) => may(permission))
        .map(({ mode, chord, icon: Icon }) => (
          <button
            key={mode}
            type="button"
            className={styles.mode}
            data-mode={mode}
            aria-pressed={session.mode === mode}
            aria-keyshortcuts={chord ?? undefined}
            title={t(`${mode}.hint`, { name })}
            onClick={() => void choose(mode)}
          >
            <span className={styles.modeIcon} aria-hidden>
              <Icon />
            </span>
            <span className={styles.modeText}>
              <strong>{t(`${mode}.name`)}</strong>
              <span>{t(`${mode}.hint`, { name })}</span>
            </span>
            {chord && (
              <span className={styles.modeKey}>
                <KeyHint chord={chord} />
              </span>
            )}
          </button>
        ))}
    </fieldset>
  );
}
