/** What the phone takes from the browser; the tests hand in their own. */
export interface Platform {
  /** https or localhost: elsewhere browsers give no microphone. */
  readonly secure: boolean;
  readonly media: MediaDevices | undefined;
  readonly storage: Pick<Storage, 'getItem' | 'setItem'> | null;
  /** Where clicks, `online`, `visibilitychange` and their like come from. */
  readonly page: EventTarget;
  readonly document: EventTarget & { readonly visibilityState: DocumentVisibilityState };
  /** Tells of another network; not in every browser. */
  readonly connection: EventTarget | null;
  newPeer(): RTCPeerConnection;
  newAudio(): HTMLAudioElement;
  newStream(tracks: MediaStreamTrack[]): MediaStream;
  /** Null where the browser has no Web Audio. */
  newAudioContext(): AudioContext | null;
  addressOf(blob: Blob): string;
  forget(address: string): void;
}

/** The page that this script runs in. */
export function browserPlatform(): Platform {
  return {
    secure: window.isSecureContext,
    media: navigator.mediaDevices,
    storage: openStorage(),
    page: window,
    document,
    connection: (navigator as { connection?: EventTarget }).connection ?? null,
    // The server has one public address and answers with it: no STUN or TURN server, one port for everything.
    newPeer: () => new RTCPeerConnection({ iceServers: [], bundlePolicy: 'max-bundle', rtcpMuxPolicy: 'require' }),
    newAudio: () => new Audio(),
    newStream: (tracks) => new MediaStream(tracks),
    newAudioContext: () => (typeof AudioContext === 'undefined' ? null : new AudioContext({ latencyHint: 'interactive' })),
    addressOf: (blob) => URL.createObjectURL(blob),
    forget: (address) => URL.revokeObjectURL(address),
  };
}

// Browsers throw here when a policy forbids storage: the phone then forgets its devices, and works.
function openStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
