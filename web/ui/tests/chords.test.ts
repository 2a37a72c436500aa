import { beforeEach, describe, expect, it, vi } from 'vitest';
import { chordParts, takenByBrowser } from '../src/keys/chords';
import { handleKey, useShortcutList } from '../src/keys/shortcuts';

function press(code: string, init: KeyboardEventInit = {}, target: EventTarget = document.body): KeyboardEvent {
  const key = init.key ?? code.replace(/^(Key|Digit)/, '').toLowerCase();
  const event = new KeyboardEvent('keydown', { code, key, bubbles: true, cancelable: true, ...init });
  Object.defineProperty(event, 'target', { value: target });
  return event;
}

function shortcut(chord: string, run: () => void, more: { enabled?: boolean; destructive?: boolean } = {}): void {
  useShortcutList
    .getState()
    .put({ id: chord, chord, label: chord, group: 'test', listed: true, enabled: true, destructive: false, run, ...more });
}

beforeEach(() => {
  useShortcutList.setState({ shortcuts: new Map() });
  document.body.innerHTML = '';
});

describe('shortcuts', () => {
  it('run their chord, also inside a text field', () => {
    const run = vi.fn();
    shortcut('Ctrl+Shift+X', run);
    const field = document.createElement('textarea');
    const event = press('KeyX', { ctrlKey: true, shiftKey: true, key: 'X' }, field);
    expect(handleKey(event)).toBe(true);
    expect(run).toHaveBeenCalledOnce();
    expect(event.defaultPrevented).toBe(true);
  });

  it('leave digits to text fields and take them elsewhere', () => {
    const run = vi.fn();
    shortcut('3', run);
    expect(handleKey(press('Digit3', { key: '3' }, document.createElement('input')))).toBe(false);
    expect(run).not.toHaveBeenCalled();
    expect(handleKey(press('Numpad3', { key: '3' }))).toBe(true);
    expect(run).toHaveBeenCalledOnce();
  });

  it('leave digits to a keypad that takes keys, and chords run there', () => {
    const digit = vi.fn();
    const chord = vi.fn();
    shortcut('3', digit);
    shortcut('Ctrl+Shift+X', chord);
    document.body.innerHTML = '<div data-takes-keys><button type="button"></button></div>';
    const button = document.querySelector('button') ?? document.body;
    expect(handleKey(press('Digit3', { key: '3' }, button))).toBe(false);
    expect(digit).not.toHaveBeenCalled();
    expect(handleKey(press('KeyX', { ctrlKey: true, shiftKey: true }, button))).toBe(true);
    expect(chord).toHaveBeenCalledOnce();
  });

  it('leave single keys alone while a dialog is open', () => {
    const run = vi.fn();
    shortcut('3', run);
    document.body.innerHTML = '<div role="dialog" aria-modal="true"></div>';
    handleKey(press('Digit3', { key: '3' }));
    expect(run).not.toHaveBeenCalled();
  });

  it('go by the place of the key, whatever letter a layout puts there', () => {
    const run = vi.fn();
    shortcut('Ctrl+Shift+H', run);
    expect(handleKey(press('KeyH', { key: 'р', ctrlKey: true, shiftKey: true }))).toBe(true);
  });

  it('do not end two calls within a second', () => {
    const run = vi.fn();
    shortcut('Ctrl+Shift+L', run, { destructive: true });
    const chord = () => press('KeyL', { ctrlKey: true, shiftKey: true });
    handleKey(chord(), 10_000);
    handleKey(chord(), 10_900);
    expect(run).toHaveBeenCalledTimes(1);
    handleKey(chord(), 11_100);
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('do nothing while a word is being composed, a key is held down, or they are off', () => {
    const run = vi.fn();
    shortcut('Ctrl+Shift+X', run);
    handleKey(press('KeyX', { ctrlKey: true, shiftKey: true, isComposing: true }));
    handleKey(press('KeyX', { ctrlKey: true, shiftKey: true, repeat: true }));
    shortcut('Ctrl+Shift+X', run, { enabled: false });
    handleKey(press('KeyX', { ctrlKey: true, shiftKey: true }));
    expect(run).not.toHaveBeenCalled();
  });

  it('know the question mark on every layout', () => {
    const run = vi.fn();
    shortcut('?', run);
    expect(handleKey(press('Minus', { key: '?', shiftKey: true }))).toBe(true);
  });

  it('show their keys briefly and know what Chromium keeps', () => {
    expect(chordParts('Ctrl+Shift+X')).toEqual(['Ctrl', '⇧', 'X']);
    expect(takenByBrowser).toContain('Ctrl+Shift+T');
  });
});
