/** A key with its modifiers, as written on screens and in lists: `Ctrl+Shift+X`, `Alt+N`, `Ctrl+Enter`, `1`, `?`. */
export type Chord = string;

interface Parsed {
  ctrl: boolean;
  shift: boolean;
  alt: boolean;
  key: string;
}

function parse(chord: Chord): Parsed {
  const parts = chord.split('+');
  const key = parts.pop() ?? '';
  return { ctrl: parts.includes('Ctrl'), shift: parts.includes('Shift'), alt: parts.includes('Alt'), key };
}

// Letters and digits by their place on the keyboard: an input method or another layout must not change them.
function keyOf(event: KeyboardEvent): string {
  const place = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(event.code);
  return place?.[1] ?? (event.key.length === 1 ? event.key.toUpperCase() : event.key);
}

/** True when the event is this chord; `?` stands for whatever key writes it. */
export function matches(event: KeyboardEvent, chord: Chord): boolean {
  const want = parse(chord);
  if (want.key === '?') {
    return event.key === '?' && !event.ctrlKey && !event.altKey && !event.metaKey;
  }

  return (
    keyOf(event) === want.key &&
    event.ctrlKey === want.ctrl &&
    event.shiftKey === want.shift &&
    event.altKey === want.alt &&
    !event.metaKey
  );
}

/** True for chords that write no character: these work inside notes too. */
export function worksWhileTyping(chord: Chord): boolean {
  const { ctrl, alt } = parse(chord);
  return ctrl || alt;
}

/** The keys of a chord, short, for a hint: Ctrl, ⇧, X. */
export function chordParts(chord: Chord): string[] {
  const { ctrl, shift, alt, key } = parse(chord);
  return [...(ctrl ? ['Ctrl'] : []), ...(alt ? ['Alt'] : []), ...(shift ? ['⇧'] : []), key === 'Enter' ? '↵' : key];
}

/** Chords that Chromium keeps for itself or gives to the page only sometimes. */
export const takenByBrowser: readonly Chord[] = [
  ...['A', 'B', 'C', 'D', 'I', 'J', 'M', 'N', 'O', 'P', 'Q', 'R', 'T', 'V', 'W', 'Z'].map((key) => `Ctrl+Shift+${key}`),
  ...['D', 'E', 'F'].map((key) => `Alt+${key}`),
  ...['D', 'F', 'G', 'H', 'J', 'K', 'L', 'N', 'O', 'P', 'R', 'S', 'T', 'U', 'W'].map((key) => `Ctrl+${key}`),
];
