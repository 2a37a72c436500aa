import { logText } from './phone';

/** Saves the last 30 minutes of this page as a file, for support. */
export function downloadLog(): void {
  const head = `${new Date().toISOString()} ${navigator.userAgent}\n`;
  const address = URL.createObjectURL(new Blob([head, logText()], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `callcenter-${new Date().toISOString().slice(0, 19).replace(/[:T]/g, '-')}.log`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
