import { TranslationOutlined } from '@ant-design/icons';
import { languageNames, languages, useEscape } from '@callcenter/ui';
import type { LocalText } from '@callcenter/ui/contracts';
import { Badge, Button, Input, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Scorecards.module.css';

/** The same text in the other languages of the product, for coaches and agents who read those. */
export function Translations({ text, label, onChange }: { text: LocalText; label: string; onChange(text: LocalText): void }) {
  const { t } = useTranslation('scorecards');
  const [open, setOpen] = useState(false);
  useEscape(open, () => setOpen(false));
  const count = Object.values(text.translations ?? {}).filter(Boolean).length;
  const put = (language: string, value: string) => {
    const translations = Object.fromEntries(
      Object.entries({ ...text.translations, [language]: value }).filter(([, translated]) => translated.trim() !== ''),
    );
    onChange({ ...text, translations: Object.keys(translations).length > 0 ? translations : null });
  };
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      content={
        <div className={styles.translations}>
          {languages.map((language) => (
            <div key={language} lang={language} className={styles.translation}>
              <span>{languageNames[language]}</span>
              <Input.TextArea
                rows={1}
                className={styles.grows ?? ''}
                aria-label={`${label}: ${languageNames[language]}`}
                placeholder={text.text}
                value={text.translations?.[language] ?? ''}
                onChange={(event) => put(language, event.target.value)}
              />
            </div>
          ))}
        </div>
      }
    >
      <Badge dot={count > 0} offset={[-6, 6]} color="#1d4fd7">
        <Button
          type="text"
          icon={<TranslationOutlined aria-hidden />}
          aria-label={t('translate', { name: label })}
          title={t('translations')}
        />
      </Badge>
    </Popover>
  );
}
