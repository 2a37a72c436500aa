import { create } from 'zustand';
import { type Chord, matches, worksWhileTyping } from './chords';

/** Something that a key does. */
export interface Shortcut {
  id: string;
  chord: Chord;
  /** In the language of the screen. */
  label: string;
  /** Heading in the list of keys. */
  group: string;
  run(): void;
  /** False: the key is listed and does nothing now. */
  enabled: boolean;
  /** False: the list of keys has another line for it. */
  listed: boolean;
  /** Not twice within a second: a key held down must not end two calls. */
  destructive: boolean;
}

/** A line of the list of keys. */
export type KeyLine = Pick<Shortcut, 'id' | 'chord' | 'label' | 'group'>;

interface ShortcutState {
  shortcuts: ReadonlyMap<string, Shortcut>;
  /** What the list shows besides, also while it does nothing. */
  lines: readonly KeyLine[];
  put(shortcut: Shortcut): void;
  drop(id: string): void;
}

/** Keys that are known now. */
export const useShortcutList = create<ShortcutState>()((set, get) => ({
  shortcuts: new Map(),
  lines: [],
  put(shortcut) {
    set({ shortcuts: new Map(get().shortcuts).set(shortcut.id, shortcut) });
  },
  drop(id) {
    const rest = new Map(get().shortcuts);
    rest.delete(id);
    set({ shortcuts: rest });
  },
}));

const throttleMs = 1000;
const lastRun = new Map<string, number>();

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) {
    return false;
  }

  // A keypad of buttons types too: it says so itself.
  const field = (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) && !isSwitch(target);
  return field || target.closest('[data-takes-keys]') !== null;
}

function isSwitch(target: HTMLElement): boolean {
  return target instanceof HTMLInputElement && /^(checkbox|radio|button|range)$/.test(target.type);
}

function dialogIsOpen(): boolean {
  return document.querySelector('[role="dialog"][aria-modal="true"], .ant-modal-wrap:not([style*="display: none"])') !== null;
}

/** Runs what a key press asks for; true when it did. */
export function handleKey(event: KeyboardEvent, now = Date.now()): boolean {
  if (event.isComposing || event.repeat) {
    return false;
  }

  for (const shortcut of useShortcutList.getState().shortcuts.values()) {
    if (!matches(event, shortcut.chord)) {
      continue;
    }

    if (!worksWhileTyping(shortcut.chord) && (isTyping(event.target) || dialogIsOpen())) {
      continue;
    }

    // Ours even when it does nothing now: the browser's own meaning of the chord would surprise.
    event.preventDefault();
    if (
      !shortcut.enabled ||
      (shortcut.destructive && now - (lastRun.get(shortcut.id) ?? Number.NEGATIVE_INFINITY) < throttleMs)
    ) {
      return false;
    }

    lastRun.set(shortcut.id, now);
    shortcut.run();
    return true;
  }

  return false;
}

/** Listens on the window; returns the way to stop. */
export function startShortcuts(): () => void {
  const listener = (event: KeyboardEvent) => {
    handleKey(event);
  };
  window.addEventListener('keydown', listener, { capture: true });
  return () => window.removeEventListener('keydown', listener, { capture: true });
}
