import { BackOff } from './backOff';
import { type Failure, SoftphoneError } from './failure';
import { next, type PhoneEvent, type SoftphoneState } from './machine';
import { type LinkListener, PeerLink } from './peerLink';
import { read } from './quality';
import { offerFailure } from './refusals';
import type { Signalling } from './signalling';

const offerLimitMs = 8000;
const upLimitMs = 6000;
const graceMs = 1000;
const steadyMs = 5000;
const firstAttempts = 3;
const probeTalkingMs = 1000;
const probeQuietMs = 3500;

/** What the line needs of its owner. */
export interface LineOwner {
  newPeer(): RTCPeerConnection;
  track(): MediaStreamTrack | null;
  /** State, failure or attempt changed. */
  moved(): void;
  heard(stream: MediaStream): void;
  /** The line is given up: nothing needs the microphone any more. */
  ended(): void;
  note(text: string): void;
}

/**
 * The way to the server, held for as long as the person wants it. At most one link carries audio: a new one is offered beside an ailing
 * one, and the old one is closed when the server has answered.
 */
export class Line implements LinkListener {
  readonly #owner: LineOwner;
  readonly #signalling: Signalling;
  readonly #backOff = new BackOff();
  #state: SoftphoneState = 'idle';
  #failure: Failure | null = null;
  #link: PeerLink | null = null;
  #coming: PeerLink | null = null;
  #takeOver = false;
  #run = 0;
  #upSince = 0;
  #probing = false;
  #retryAt: number | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #grace: ReturnType<typeof setTimeout> | undefined;
  #limit: ReturnType<typeof setTimeout> | undefined;
  #result: Result | null = null;

  constructor(owner: LineOwner, signalling: Signalling) {
    this.#owner = owner;
    this.#signalling = signalling;
  }

  get state(): SoftphoneState {
    return this.#state;
  }

  get failure(): Failure | null {
    return this.#failure;
  }

  get attempt(): number {
    return this.#state === 'connected' ? 0 : this.#backOff.attempt;
  }

  get retryAt(): number | null {
    return this.#retryAt;
  }

  /** The link that carries audio, or did last. */
  get link(): PeerLink | null {
    return this.#link;
  }

  /** @returns true when connected, false when it was left meanwhile; rejects with SoftphoneError. */
  connect(openMicrophone: () => Promise<unknown>, takeOver: boolean): Promise<boolean> {
    if (!this.#move('connect')) {
      return this.#result?.promise ?? Promise.resolve(this.#state === 'connected');
    }

    const result = new Result();
    this.#result = result;
    this.#run += 1;
    this.#takeOver = takeOver;
    this.#backOff.reset();
    this.#failure = null;
    void this.#begin(openMicrophone, this.#run);
    return result.promise;
  }

  /** Ends it from this side. */
  async leave(): Promise<void> {
    const wasOpen = this.#state !== 'idle' && this.#state !== 'failed';
    this.close();
    if (wasOpen) {
      await this.#signalling.leave().catch((error: unknown) => this.#owner.note(`leave: ${offerFailure(error).detail}`));
    }
  }

  /** Ends it without a word to the server. */
  close(): void {
    this.#drop();
    this.#failure = null;
    this.#move('leave');
    this.#result?.resolve(false);
    this.#result = null;
    this.#owner.ended();
  }

  /** Ends it for a reason that came from elsewhere. */
  fail(failure: Failure): void {
    if (next(this.#state, 'failed') === null) {
      return;
    }

    this.#drop();
    this.#failure = failure;
    this.#move('failed');
    this.#result?.reject(new SoftphoneError(failure));
    this.#result = null;
    this.#owner.ended();
  }

  /** There is reason to hope: does not wait for the next attempt. */
  retryNow(): void {
    if (this.#retry !== undefined || this.#grace !== undefined) {
      this.#backOff.reset();
      void this.#try();
    }
  }

  /** A new link although the old one looks well. */
  renew(why: string): void {
    if ((this.#state === 'connected' || this.#state === 'reconnecting') && this.#coming === null) {
      this.#owner.note(`renewed: ${why}`);
      void this.#try();
    }
  }

  /** The machine slept or the network changed: the link may be dead without knowing it. */
  look(why: string, talking: boolean): void {
    this.#owner.note(why);
    this.retryNow();
    if (this.#state === 'connected' && this.#link && !this.#probing) {
      void this.#probe(this.#link, talking ? probeTalkingMs : probeQuietMs);
    }
  }

  async replaceTrack(track: MediaStreamTrack | null): Promise<void> {
    await Promise.all([this.#link?.replaceTrack(track), this.#coming?.replaceTrack(track)]);
  }

  up(link: PeerLink): void {
    if (link !== this.#link) {
      return;
    }

    this.#stopTimers();
    this.#upSince = Date.now();
    this.#failure = null;
    this.#move('up');
    this.#result?.resolve(true);
    this.#result = null;
  }

  shaky(link: PeerLink): void {
    if (link === this.#link && this.#state === 'connected') {
      this.#lose('nothing is heard from the server');
      this.#grace = setTimeout(() => void this.#try(), graceMs);
    }
  }

  down(link: PeerLink, why: string): void {
    if (link !== this.#link) {
      return;
    }

    const steady = this.#isSteady();
    link.close();
    this.#link = null;
    this.#stopTimers();
    this.#lose(why);
    this.#upSince = 0;
    if (this.#coming) {
      return;
    }

    if (steady) {
      // It worked until now: the first attempt waits for nothing.
      void this.#try();
    } else {
      this.#missed({ code: 'network', detail: why });
    }
  }

  heard(_link: PeerLink, stream: MediaStream): void {
    this.#owner.heard(stream);
  }

  async #begin(openMicrophone: () => Promise<unknown>, run: number): Promise<void> {
    try {
      await openMicrophone();
    } catch (error) {
      if (run === this.#run) {
        this.fail(error instanceof SoftphoneError ? error.failure : { code: 'noMicrophone', detail: String(error) });
      }

      return;
    }

    if (run === this.#run && this.#move('granted')) {
      await this.#try();
    }
  }

  async #try(): Promise<void> {
    this.#stopTimers();
    this.#coming?.close();
    const link = new PeerLink(this.#owner.newPeer(), this);
    this.#coming = link;
    this.#owner.moved();
    try {
      await within(link.open(this.#owner.track(), this.#signalling, this.#takeOver), offerLimitMs);
    } catch (error) {
      link.close();
      if (this.#coming === link) {
        this.#coming = null;
        this.#missed(offerFailure(error));
      }

      return;
    }

    if (this.#coming !== link) {
      link.close();
      return;
    }

    // From now on the server knows only this one. It is ours: a later attempt must not take it from whoever takes it over.
    this.#coming = null;
    this.#takeOver = false;
    this.#link?.close();
    this.#link = link;
    if (link.isUp) {
      this.up(link);
    } else {
      this.#limit = setTimeout(() => this.down(link, `no audio path within ${upLimitMs} ms`), upLimitMs);
    }
  }

  #missed(failure: Failure): void {
    this.#owner.note(`attempt failed: ${failure.code} ${failure.serverCode ?? ''} ${failure.detail}`);
    if (this.#link?.isUp) {
      // The old link is well again; nothing is to be mended.
      this.up(this.#link);
      return;
    }

    const first = this.#state === 'connecting';
    const delay = this.#backOff.next();
    const final =
      failure.code === 'openElsewhere' || (first && (failure.code === 'refused' || this.#backOff.attempt >= firstAttempts));
    if (final) {
      this.fail(failure);
      return;
    }

    this.#failure = failure;
    this.#retryAt = Date.now() + delay;
    this.#retry = setTimeout(() => void this.#try(), delay);
    this.#owner.moved();
  }

  // A link that came up and went at once counts as another failed attempt: nobody is called in a circle.
  #isSteady(): boolean {
    return this.#upSince > 0 && Date.now() - this.#upSince >= steadyMs;
  }

  #lose(why: string): void {
    if (this.#state === 'connected') {
      this.#owner.note(`lost: ${why}`);
      if (this.#isSteady()) {
        this.#backOff.reset();
      }

      this.#failure = { code: 'network', detail: why };
      this.#move('lost');
    }
  }

  async #probe(link: PeerLink, waitMs: number): Promise<void> {
    this.#probing = true;
    try {
      const before = read(await link.statistics()).signsOfLife;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      if (link === this.#link && this.#state === 'connected' && read(await link.statistics()).signsOfLife === before) {
        this.#lose('silent after a pause');
        await this.#try();
      }
    } catch (error) {
      this.#owner.note(`probe: ${String(error)}`);
    } finally {
      this.#probing = false;
    }
  }

  #move(event: PhoneEvent['kind']): boolean {
    const to = next(this.#state, event);
    if (to === null) {
      return false;
    }

    this.#owner.note(`${this.#state} -> ${to}`);
    this.#state = to;
    this.#owner.moved();
    return true;
  }

  #drop(): void {
    this.#run += 1;
    this.#stopTimers();
    this.#coming?.close();
    this.#coming = null;
    this.#link?.close();
    this.#link = null;
    this.#upSince = 0;
  }

  #stopTimers(): void {
    clearTimeout(this.#retry);
    clearTimeout(this.#grace);
    clearTimeout(this.#limit);
    this.#retry = undefined;
    this.#grace = undefined;
    this.#limit = undefined;
    this.#retryAt = null;
  }
}

class Result {
  readonly promise: Promise<boolean>;
  resolve: (connected: boolean) => void = () => {};
  reject: (error: SoftphoneError) => void = () => {};

  constructor() {
    this.promise = new Promise<boolean>((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    // The snapshot tells it too: a caller that only looks there need not catch.
    this.promise.catch(() => {});
  }
}

function within<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}
