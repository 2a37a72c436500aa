const keptMs = 30 * 60_000;
const keptEntries = 10_000;

interface Entry {
  readonly at: number;
  readonly source: string;
  readonly text: string;
}

/** What happened in the last 30 minutes, for support: one line each, times in UTC. */
export class Journal {
  #entries: Entry[] = [];

  note(source: string, text: string): void {
    const at = Date.now();
    this.#entries.push({ at, source, text });
    // Trimmed in one go now and then: shifting an array at every line is quadratic.
    if (this.#entries.length >= keptEntries * 1.2 || (this.#entries[0]?.at ?? at) < at - keptMs * 1.1) {
      this.#trim(at);
    }
  }

  text(): string {
    this.#trim(Date.now());
    return this.#entries.map((e) => `${new Date(e.at).toISOString()} ${e.source}: ${oneLine(e.text)}\n`).join('');
  }

  #trim(now: number): void {
    this.#entries = this.#entries.filter((e) => e.at >= now - keptMs).slice(-keptEntries);
  }
}

// A line that is written is one line in the file, whatever a server or a device is called.
function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to take out
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
}
