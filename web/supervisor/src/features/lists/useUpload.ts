import { useQuery } from '@tanstack/react-query';
import { getUpload, isOpen } from './api';

const everyMs = 500;

/** An upload, read again while it is under way. */
export function useUpload(id: string | null) {
  return useQuery({
    queryKey: ['/uploads', id],
    enabled: id !== null,
    queryFn: ({ signal }) => getUpload(id ?? '', signal),
    refetchInterval: (query) => (query.state.data && !isOpen(query.state.data) ? false : everyMs),
  });
}
