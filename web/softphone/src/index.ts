export { type SoftphoneState, softphoneStates } from './state';
