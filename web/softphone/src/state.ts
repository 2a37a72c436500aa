/** Where a softphone can be. */
export const softphoneStates = ['idle', 'asking', 'connecting', 'connected', 'reconnecting', 'failed'] as const;

export type SoftphoneState = (typeof softphoneStates)[number];
