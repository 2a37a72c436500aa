/** The server's time, by the offset of this machine's clock: timers and countdowns are the same on every screen. */
export class ServerClock {
  #offsetMs = 0;

  /** Takes the server's time as it was received; half the way there and back is on the safe side of nothing worth knowing. */
  set(serverTime: string, roundTripMs = 0, receivedAt = Date.now()): void {
    this.#offsetMs = Date.parse(serverTime) + roundTripMs / 2 - receivedAt;
  }

  /** Milliseconds since 1970, by the server's clock. */
  now(): number {
    return Date.now() + this.#offsetMs;
  }
}

/** The one clock of the page. */
export const serverClock = new ServerClock();
