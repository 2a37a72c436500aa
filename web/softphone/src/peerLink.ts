import type { Signalling } from './signalling';

/** What a link tells its owner. */
export interface LinkListener {
  /** DTLS is up: audio flows. Also after a shaky moment that healed by itself. */
  up(link: PeerLink): void;
  /** The other side is not heard; ICE may still heal it. */
  shaky(link: PeerLink): void;
  /** It will not come back. */
  down(link: PeerLink, why: string): void;
  /** The far audio. */
  heard(link: PeerLink, stream: MediaStream): void;
}

/** One peer connection to the server, from offer to close. A new attempt is a new one. */
export class PeerLink {
  readonly #peer: RTCPeerConnection;
  readonly #listener: LinkListener;
  #sender: RTCRtpSender | null = null;
  #closed = false;

  constructor(peer: RTCPeerConnection, listener: LinkListener) {
    this.#peer = peer;
    this.#listener = listener;
    peer.addEventListener('connectionstatechange', this.#moved);
    peer.addEventListener('track', this.#track);
  }

  /** Offers at once, without candidates: the server is ICE-lite and learns our address from our checks. */
  async open(track: MediaStreamTrack | null, signalling: Signalling, takeOver: boolean): Promise<void> {
    const transceiver = this.#peer.addTransceiver(track ?? 'audio', { direction: 'sendrecv' });
    this.#sender = transceiver.sender;
    await this.#peer.setLocalDescription(await this.#peer.createOffer());
    const answer = await signalling.offer(this.#peer.localDescription?.sdp ?? '', takeOver);
    if (this.#closed) {
      return;
    }

    await this.#peer.setRemoteDescription({ type: 'answer', sdp: answer });
    this.#sender.transport?.addEventListener('statechange', this.#secured);
  }

  get isUp(): boolean {
    return !this.#closed && this.#peer.connectionState === 'connected';
  }

  async replaceTrack(track: MediaStreamTrack | null): Promise<void> {
    if (!this.#closed) {
      await this.#sender?.replaceTrack(track);
    }
  }

  statistics(): Promise<RTCStatsReport> {
    return this.#peer.getStats();
  }

  /** Tells the other side by a DTLS alert, and this side's listener nothing more. */
  close(): void {
    if (!this.#closed) {
      this.#closed = true;
      this.#peer.removeEventListener('connectionstatechange', this.#moved);
      this.#peer.removeEventListener('track', this.#track);
      this.#sender?.transport?.removeEventListener('statechange', this.#secured);
      this.#peer.close();
    }
  }

  readonly #moved = (): void => {
    switch (this.#peer.connectionState) {
      case 'connected':
        this.#listener.up(this);
        break;
      case 'disconnected':
        this.#listener.shaky(this);
        break;
      case 'failed':
      case 'closed':
        this.#listener.down(this, `connection ${this.#peer.connectionState}`);
        break;
    }
  };

  // The server's close alert: the transport ends although the network is well.
  readonly #secured = (): void => {
    const state = this.#sender?.transport?.state;
    if (state === 'closed' || state === 'failed') {
      this.#listener.down(this, `dtls ${state}`);
    }
  };

  readonly #track = (event: RTCTrackEvent): void => {
    this.#listener.heard(this, new MediaStream([event.track]));
  };
}
