import i18next from 'i18next';

/** How a call ended, in the language of the screen. */
export const outcomeText = (outcome: string): string =>
  i18next.t(`outcome.${outcome as 'busy'}`, { ns: 'leads', defaultValue: outcome });
