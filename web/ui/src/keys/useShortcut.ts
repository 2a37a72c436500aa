import { useEffect, useRef } from 'react';
import type { Chord } from './chords';
import { type KeyLine, useShortcutList } from './shortcuts';

export interface ShortcutOptions {
  id: string;
  chord: Chord;
  label: string;
  group: string;
  run(): void;
  enabled?: boolean;
  listed?: boolean;
  destructive?: boolean;
}

/** A key that works as long as the component is there. */
export function useShortcut({
  id,
  chord,
  label,
  group,
  run,
  enabled = true,
  listed = true,
  destructive = false,
}: ShortcutOptions): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    const { put, drop } = useShortcutList.getState();
    put({ id, chord, label, group, enabled, listed, destructive, run: () => latest.current() });
    return () => drop(id);
  }, [id, chord, label, group, enabled, listed, destructive]);
}

/** Several alike, for example the digits of a grid. */
export function useShortcuts(options: readonly ShortcutOptions[]): void {
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const shape = JSON.stringify(options.map(({ run: _, ...rest }) => rest));
  useEffect(() => {
    const { put, drop } = useShortcutList.getState();
    const known = JSON.parse(shape) as Omit<ShortcutOptions, 'run'>[];
    for (const { enabled = true, listed = true, destructive = false, ...rest } of known) {
      put({ ...rest, enabled, listed, destructive, run: () => latest.current.find((option) => option.id === rest.id)?.run() });
    }

    return () => {
      for (const { id } of known) {
        drop(id);
      }
    };
  }, [shape]);
}

/** Lines of the list of keys that are there also while what they do is not on the screen. */
export function useKeyLines(lines: readonly KeyLine[]): void {
  const shape = JSON.stringify(lines);
  useEffect(() => {
    useShortcutList.setState({ lines: JSON.parse(shape) as KeyLine[] });
    return () => useShortcutList.setState({ lines: [] });
  }, [shape]);
}
