import { type ThemeConfig, theme } from 'antd';

export type Shade = 'light' | 'dark';

const shapes = {
  fontFamily: 'var(--font)',
  fontFamilyCode: 'var(--font-mono)',
  fontSize: 13,
  controlHeight: 32,
  borderRadius: 8,
  motionDurationMid: '0.14s',
  motionDurationSlow: '0.2s',
} as const;

/** antd's tokens, set to the same colours as palette.css; colorBgBase alone would turn everything navy. */
const shades: Record<Shade, ThemeConfig['token']> = {
  light: {
    colorPrimary: '#1d4fd7',
    colorLink: '#1d4fd7',
    colorSuccess: '#0b7338',
    colorWarning: '#b06f00',
    colorError: '#c8202c',
    colorText: '#101a2b',
    colorTextSecondary: '#43536a',
    colorTextTertiary: '#5a6a80',
    colorTextDescription: '#5a6a80',
    colorTextPlaceholder: '#66758a',
    colorBgLayout: '#edf1f6',
    colorBgContainer: '#ffffff',
    colorBgElevated: '#ffffff',
    colorBorder: '#c3ccd8',
    colorBorderSecondary: '#dde4ec',
  },
  dark: {
    colorPrimary: '#2f6bee',
    colorLink: '#86b3ff',
    colorSuccess: '#52d98a',
    colorWarning: '#f5bd4f',
    colorError: '#f0555f',
    colorText: '#e7edf7',
    colorTextSecondary: '#b0bdd2',
    colorTextTertiary: '#95a5be',
    colorTextDescription: '#95a5be',
    colorTextPlaceholder: '#8b9bb5',
    colorBgLayout: '#0a101c',
    colorBgContainer: '#121b2c',
    colorBgElevated: '#1a2539',
    colorBorder: '#3a4b69',
    colorBorderSecondary: '#24324b',
    controlItemBgActive: '#1c3160',
    controlItemBgHover: '#202d45',
  },
};

/** Under the mouse a button gets darker, not lighter as antd has it: its white text keeps 4.5:1. */
const hovers = {
  light: { colorPrimaryHover: '#1a46c0', colorPrimaryActive: '#163aa3' },
  dark: {
    colorPrimaryHover: '#2860d8',
    colorPrimaryActive: '#2254c0',
    defaultHoverColor: '#86b3ff',
    defaultHoverBorderColor: '#86b3ff',
    defaultActiveColor: '#86b3ff',
    defaultActiveBorderColor: '#86b3ff',
    colorError: '#ff8b8b',
    colorErrorHover: '#ffa5a5',
    colorErrorActive: '#ff7575',
    dangerColor: '#23070b',
  },
} as const;

/** The chosen tab: antd's blue is too dark a text on a dark page. */
const tabs = {
  light: {},
  dark: { itemSelectedColor: '#86b3ff', itemHoverColor: '#a9c8ff', itemActiveColor: '#86b3ff', inkBarColor: '#86b3ff' },
} as const;

/** The theme of the whole application. */
export function themeOf(shade: Shade): ThemeConfig {
  return {
    inherit: false,
    algorithm: shade === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: { ...shapes, ...shades[shade] },
    components: {
      Button: { fontWeight: 500, primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', ...hovers[shade] },
      Tabs: tabs[shade],
      Tooltip: { colorBgSpotlight: '#1b2436' },
      Modal: { titleFontSize: 16 },
    },
  };
}

/**
 * Buttons on the coloured call band. The band has the same deep colours in light and dark, so its buttons have fixed tokens:
 * antd's own ghost buttons turn dark in dark mode and vanish on it.
 */
export const bandTheme: ThemeConfig = {
  inherit: false,
  algorithm: theme.defaultAlgorithm,
  token: {
    ...shapes,
    controlHeight: 38,
    colorPrimary: '#ffffff',
    colorError: '#d3222e',
    colorErrorHover: '#b91c27',
    colorErrorActive: '#a01721',
  },
  components: {
    Button: {
      fontWeight: 500,
      defaultBg: 'rgb(255 255 255 / 12%)',
      defaultColor: '#ffffff',
      defaultBorderColor: 'rgb(255 255 255 / 38%)',
      defaultHoverBg: 'rgb(255 255 255 / 22%)',
      defaultHoverColor: '#ffffff',
      defaultHoverBorderColor: 'rgb(255 255 255 / 70%)',
      defaultActiveBg: 'rgb(255 255 255 / 28%)',
      defaultActiveColor: '#ffffff',
      defaultActiveBorderColor: '#ffffff',
      primaryColor: '#14264d',
      colorPrimaryHover: '#e9effb',
      colorPrimaryActive: '#d9e4f8',
      colorTextDisabled: 'rgb(255 255 255 / 62%)',
      colorBgContainerDisabled: 'rgb(255 255 255 / 6%)',
      borderColorDisabled: 'rgb(255 255 255 / 22%)',
      defaultShadow: 'none',
      primaryShadow: 'none',
      dangerShadow: 'none',
      dangerColor: '#ffffff',
    },
  },
};
