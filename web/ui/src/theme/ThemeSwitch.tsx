import { DesktopOutlined, MoonOutlined, SunOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Choice } from '../parts/Choice';
import { type ThemeChoice, themeChoices, useTheme } from './themeStore';

const icons: Record<ThemeChoice, typeof SunOutlined> = { system: DesktopOutlined, light: SunOutlined, dark: MoonOutlined };

/** Light, dark, or as the system has it. */
export function ThemeSwitch() {
  const { t } = useTranslation();
  const { choice, shade, choose } = useTheme();
  const Now = shade === 'dark' ? MoonOutlined : SunOutlined;
  return (
    <Choice
      label={`${t('theme.label')}: ${t(`theme.${choice}`)}`}
      icon={<Now aria-hidden />}
      value={choice}
      options={themeChoices.map((value) => {
        const Icon = icons[value];
        return { value, text: t(`theme.${value}`), icon: <Icon aria-hidden /> };
      })}
      onChoose={choose}
    />
  );
}
