import { ConfigProvider } from 'antd';
import type { ReactNode } from 'react';
import { useLanguage } from '../i18n/languageStore';
import { readNonce } from '../nonce';
import { useTheme } from './themeStore';
import { themeOf } from './tokens';

/** antd's settings for everything inside: theme, language, style nonce. Chinese buttons of two characters get no space between them. */
export function ThemeRoot({ children }: { children: ReactNode }) {
  const shade = useTheme((state) => state.shade);
  const locale = useLanguage((state) => state.antd);
  return (
    <ConfigProvider
      csp={{ nonce: readNonce() }}
      button={{ autoInsertSpace: false }}
      theme={themeOf(shade)}
      {...(locale ? { locale } : {})}
    >
      {children}
    </ConfigProvider>
  );
}
