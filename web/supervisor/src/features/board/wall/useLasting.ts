import { useEffect } from 'react';
import { api } from '../../../live/api';

const everyMs = 10 * 60_000;

/**
 * Keeps the session while a wall board hangs there: nobody clicks on a wall, and a supervisor's session would end after half an hour without
 * a request. Its absolute limit stays.
 */
export function useLasting(): void {
  useEffect(() => {
    const timer = setInterval(() => void api.get('/me').catch(() => {}), everyMs);
    return () => clearInterval(timer);
  }, []);
}
