import { useTranslation } from 'react-i18next';
import { DialogBox } from '../parts/DialogBox';
import { KeyHint } from './KeyHint';
import styles from './ShortcutDialog.module.css';
import { type KeyLine, useShortcutList } from './shortcuts';

/** The list of keys, by what they belong to. */
export function ShortcutDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const shortcuts = useShortcutList((state) => state.shortcuts);
  const lines = useShortcutList((state) => state.lines);
  const groups = new Map<string, KeyLine[]>();
  const active = [...shortcuts.values()].filter((shortcut) => shortcut.listed && !lines.some((line) => line.id === shortcut.id));
  for (const line of [...lines, ...active]) {
    groups.set(line.group, [...(groups.get(line.group) ?? []), line]);
  }

  return (
    <DialogBox onClose={onClose} footer={null} title={t('keys.title')} width={680}>
      <p className={styles.hint}>{t('keys.hint')}</p>
      <div className={styles.groups}>
        {[...groups].map(([group, entries]) => (
          <section key={group}>
            <h3 className={styles.group}>{group}</h3>
            <dl className={styles.list}>
              {entries.map((entry) => (
                <div key={entry.id} className={styles.row}>
                  <dt>{entry.label}</dt>
                  <dd>
                    <span className="unseen">{entry.chord}</span>
                    <KeyHint chord={entry.chord} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </DialogBox>
  );
}
