/** The way to the server; the application gives one (hub methods Offer, TakeOver and LeavePhone). */
export interface Signalling {
  /**
   * Sends the browser's offer and brings the server's answer, both SDP. With takeOver the phone is taken from another tab.
   * A refusal rejects with an Error whose message holds `code: text` (`phone_open_elsewhere: ...`); any other error means that the
   * server was not reached, and is tried again.
   */
  offer(sdp: string, takeOver: boolean): Promise<string>;

  /** The phone is put away: the server ends the leg. */
  leave(): Promise<void>;
}
