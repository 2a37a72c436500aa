import { create } from 'zustand';
import { keep, kept } from '../keeping';
import type { Shade } from './tokens';

export const themeChoices = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

const place = 'callcenter.theme';
const dark = typeof matchMedia === 'function' ? matchMedia('(prefers-color-scheme: dark)') : undefined;

interface ThemeState {
  choice: ThemeChoice;
  shade: Shade;
  choose(choice: ThemeChoice): void;
}

function shadeOf(choice: ThemeChoice): Shade {
  return choice === 'dark' || (choice === 'system' && dark?.matches === true) ? 'dark' : 'light';
}

function isChoice(value: string | null): value is ThemeChoice {
  return (themeChoices as readonly (string | null)[]).includes(value);
}

const first = kept(place);
const start: ThemeChoice = isChoice(first) ? first : 'system';

/** Light or dark: chosen here or by the system, kept on this machine. */
export const useTheme = create<ThemeState>()((set) => ({
  choice: start,
  shade: shadeOf(start),
  choose(choice) {
    keep(place, choice);
    set({ choice, shade: shadeOf(choice) });
  },
}));

dark?.addEventListener('change', () => useTheme.setState(({ choice }) => ({ shade: shadeOf(choice) })));

function show(shade: Shade): void {
  document.documentElement.dataset.theme = shade;
}

show(useTheme.getState().shade);
useTheme.subscribe(({ shade }) => show(shade));
