import type { Levels, SoftphoneSnapshot } from '@callcenter/softphone';

/** What the console needs of a softphone; the package's class fits. */
export interface Phone {
  snapshot(): SoftphoneSnapshot;
}

export type { Levels };
