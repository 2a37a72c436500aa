/** What was kept on this machine; null when nothing was, or when the browser allows no storage. */
export function kept(place: string): string | null {
  try {
    return localStorage.getItem(place);
  } catch {
    return null;
  }
}

/** Keeps a text on this machine, or forgets it (null). A full or forbidden storage is not worth an error. */
export function keep(place: string, value: string | null): void {
  try {
    if (value === null) {
      localStorage.removeItem(place);
    } else {
      localStorage.setItem(place, value);
    }
  } catch {
    // Private windows and full disks: the choice lasts as long as the page.
  }
}

/** Every place kept that begins like this. */
export function keptPlaces(prefix: string): string[] {
  try {
    return Object.keys(localStorage).filter((place) => place.startsWith(prefix));
  } catch {
    return [];
  }
}

/** A random UUID (version 4), also on pages without a secure context. */
export function newId(): string {
  if (typeof crypto.randomUUID === 'function') {
    return crypto.randomUUID();
  }

  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
