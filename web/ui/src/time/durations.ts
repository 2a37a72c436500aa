/** 75 -> 01:15, 3675 -> 1:01:15. */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = String(Math.floor((whole % 3600) / 60)).padStart(2, '0');
  const rest = String(whole % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${minutes}:${rest}` : `${minutes}:${rest}`;
}

/** 221 -> 3:41, for sums and averages. */
export function shortText(seconds: number): string {
  const text = clockText(seconds);
  return text.startsWith('0') ? text.slice(1) : text;
}
