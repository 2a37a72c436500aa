import { SoftphoneError } from './failure';
import type { Platform } from './platform';
import { microphoneFailure } from './refusals';

/** The one open microphone. */
export class Microphone {
  readonly #platform: Platform;
  readonly #ended: () => void;
  #track: MediaStreamTrack | null = null;
  #muted = false;
  #opening = 0;

  /** @param ended The track ended without our doing: unplugged, or the permission was taken back. */
  constructor(platform: Platform, ended: () => void) {
    this.#platform = platform;
    this.#ended = ended;
  }

  get track(): MediaStreamTrack | null {
    return this.#track;
  }

  /** The device that is really open: browsers may give another one than was asked for. */
  get deviceId(): string | null {
    return this.#track?.getSettings().deviceId ?? null;
  }

  /** Opens a device (null: the system's) in place of the one before; falls back to the system's when it is gone. */
  async open(deviceId: string | null): Promise<MediaStreamTrack> {
    if (!this.#platform.secure || !this.#platform.media) {
      throw new SoftphoneError({ code: 'insecureContext', detail: 'The page needs https or localhost for a microphone.' });
    }

    this.#opening += 1;
    const mine = this.#opening;
    const track = await this.#ask(this.#platform.media, deviceId);
    if (mine !== this.#opening) {
      track.stop();
      throw new SoftphoneError({ code: 'microphoneBusy', detail: 'Another device was chosen meanwhile.' });
    }

    this.#drop();
    track.enabled = !this.#muted;
    track.addEventListener('ended', this.#ended);
    this.#track = track;
    return track;
  }

  mute(on: boolean): void {
    this.#muted = on;
    if (this.#track) {
      this.#track.enabled = !on;
    }
  }

  release(): void {
    this.#opening += 1;
    this.#drop();
  }

  async #ask(media: MediaDevices, deviceId: string | null): Promise<MediaStreamTrack> {
    // For speech: the headset's own echo and noise handling varies too much to do without the browser's.
    const speech: MediaTrackConstraints = {
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: true,
      channelCount: 1,
    };
    try {
      const stream = await media.getUserMedia({ audio: deviceId ? { ...speech, deviceId: { exact: deviceId } } : speech });
      const track = stream.getAudioTracks()[0];
      if (!track) {
        throw new SoftphoneError({ code: 'noMicrophone', detail: 'The browser gave no audio track.' });
      }

      return track;
    } catch (error) {
      if (error instanceof SoftphoneError) {
        throw error;
      }

      const failure = microphoneFailure(error);
      if (deviceId && failure.code !== 'microphoneRefused') {
        return await this.#ask(media, null);
      }

      throw new SoftphoneError(failure);
    }
  }

  #drop(): void {
    this.#track?.removeEventListener('ended', this.#ended);
    this.#track?.stop();
    this.#track = null;
  }
}
