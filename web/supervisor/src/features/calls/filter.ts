import { useSearchParams } from 'react-router';

/** The names of the API's filter; the address of the page has the same, so that a search can be sent to a colleague. */
export const filterNames = [
  'number',
  'customer',
  'agentId',
  'campaignId',
  'listId',
  'disposition',
  'outcome',
  'from',
  'to',
  'minSeconds',
  'maxSeconds',
  'hasRecording',
  'scored',
] as const;
export type FilterName = (typeof filterNames)[number];
export type CallFilter = Partial<Record<FilterName, string>>;

/** The filter in the page's address. */
export function useCallFilter(): [CallFilter, (change: CallFilter) => void, () => void] {
  const [params, setParams] = useSearchParams();
  const filter: CallFilter = {};
  for (const name of filterNames) {
    const value = params.get(name);
    if (value) {
      filter[name] = value;
    }
  }

  const change = (values: CallFilter) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        for (const [name, value] of Object.entries(values)) {
          if (value) {
            next.set(name, value);
          } else {
            next.delete(name);
          }
        }

        return next;
      },
      { replace: true },
    );
  return [filter, change, () => setParams({}, { replace: true })];
}

/** One search field for both: what holds digits and no letters is a number, the rest a name. */
export function searchOf(text: string): CallFilter {
  const trimmed = text.trim();
  const isNumber = /^[\d\s()+./-]*\d[\d\s()+./-]*$/.test(trimmed);
  return isNumber ? { number: trimmed, customer: '' } : { number: '', customer: trimmed };
}
