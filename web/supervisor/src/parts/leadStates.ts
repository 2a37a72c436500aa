/** Where a lead stands, in the order in which lists show it. */
export const leadStates = [
  'dialable',
  'callback',
  'dialing',
  'awaitingDisposition',
  'done',
  'badNumber',
  'doNotCall',
  'removed',
] as const;
export type LeadState = (typeof leadStates)[number];

/** In these nobody dials the lead any more: the list is that far worked through. */
export const finalStates: readonly LeadState[] = ['done', 'badNumber', 'doNotCall', 'removed'];

export type StateTone = 'accent' | 'warn' | 'ok' | 'bad' | 'plain';

const tones: Record<LeadState, StateTone> = {
  dialable: 'accent',
  callback: 'warn',
  dialing: 'warn',
  awaitingDisposition: 'warn',
  done: 'ok',
  badNumber: 'bad',
  doNotCall: 'bad',
  removed: 'plain',
};

/** The colour that goes with the word. */
export const toneOfState = (state: string): StateTone => tones[state as LeadState] ?? 'plain';
