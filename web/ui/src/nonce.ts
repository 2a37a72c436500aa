/** The nonce under which styles may be added to this page: the server writes a new one into each page it serves. */
export function readNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}
