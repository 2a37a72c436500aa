export { type Failure, type FailureCode, SoftphoneError } from './failure';
export { type SoftphoneState, softphoneStates } from './machine';
export type { Platform } from './platform';
export type { Signalling } from './signalling';
export type {
  AudioDevice,
  DeviceChoice,
  DeviceNotice,
  DeviceRole,
  Devices,
  Levels,
  Quality,
  QualityWord,
  SoftphoneSnapshot,
} from './snapshot';
export { Softphone, type SoftphoneOptions } from './softphone';
export type { SoundName } from './sounds';
