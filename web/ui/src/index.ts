export { readNonce } from './nonce';
