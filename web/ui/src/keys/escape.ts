import { useEffect, useRef } from 'react';

const open: (() => void)[] = [];

function onKey(event: KeyboardEvent): void {
  if (event.key === 'Escape' && !event.isComposing) {
    const close = open.at(-1);
    if (close) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  }
}

/** Esc closes what was opened last, wherever the focus is. */
export function useEscape(isOpen: boolean, close: () => void): void {
  const latest = useRef(close);
  useEffect(() => {
    latest.current = close;
  });
  useEffect(() => {
    if (!isOpen) {
      return;
    }

    const run = () => latest.current();
    if (open.length === 0) {
      window.addEventListener('keydown', onKey, { capture: true });
    }

    open.push(run);
    return () => {
      open.splice(open.indexOf(run), 1);
      if (open.length === 0) {
        window.removeEventListener('keydown', onKey, { capture: true });
      }
    };
  }, [isOpen]);
}
