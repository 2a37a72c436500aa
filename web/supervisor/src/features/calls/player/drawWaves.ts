import { bars, type Peaks } from './peaks';

const laneHeight = 52;
const gap = 8;
const barWidth = 2;
const pitch = 3;

/** Height of the drawing in CSS pixels. */
export const wavesHeight = 2 * laneHeight + gap;

/** Two lanes, the agent above and the customer below; what was played is stronger. */
export function drawWaves(
  canvas: HTMLCanvasElement,
  width: number,
  peaks: Peaks | undefined,
  duration: number,
  time: number,
): void {
  const ratio = window.devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(wavesHeight * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(wavesHeight * ratio);
  }

  const pen = canvas.getContext('2d');
  if (!pen) {
    return;
  }

  const style = getComputedStyle(canvas);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, wavesHeight);
  const played = duration > 0 ? (time / duration) * width : 0;
  if (peaks) {
    // The waveform of a recording under way is as long as what there is of it.
    const seconds = peaks.agent.length / peaks.perSecond;
    const reach = duration > 0 ? Math.min(1, seconds / duration) * width : width;
    const count = Math.max(1, Math.floor(reach / pitch));
    lane(pen, bars(peaks.agent, count), laneHeight / 2, played, colour('--agent'), colour('--agent-rest'));
    lane(pen, bars(peaks.customer, count), laneHeight * 1.5 + gap, played, colour('--customer'), colour('--customer-rest'));
  }

  pen.fillStyle = colour('--text');
  pen.fillRect(Math.min(width - 2, Math.max(0, played - 1)), 0, 2, wavesHeight);
}

function lane(
  pen: CanvasRenderingContext2D,
  heights: Float32Array,
  middle: number,
  played: number,
  strong: string,
  weak: string,
): void {
  for (const [i, height] of heights.entries()) {
    const half = Math.max(0.75, (height * (laneHeight - 4)) / 2);
    pen.fillStyle = i * pitch < played ? strong : weak;
    pen.fillRect(i * pitch, middle - half, barWidth, 2 * half);
  }
}
