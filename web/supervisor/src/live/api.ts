import { Api } from '@callcenter/ui';

/** The HTTP API of the person signed in. */
export const api = new Api();
