import i18next from 'i18next';

const types = ['fixedLine', 'mobile', 'fixedLineOrMobile', 'home', 'work', 'main', 'tollFree', 'voip', 'other'] as const;

/** What kind of number it is, in words; what a list called it stays as it is. */
export function numberTypeText(type: string): string {
  const known = types.find((entry) => entry === type);
  return known ? i18next.t(`numberType.${known}`, { ns: 'common' }) : type === 'unknown' ? '' : type;
}
