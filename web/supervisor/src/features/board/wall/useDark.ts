import { useTheme } from '@callcenter/ui';
import { useEffect } from 'react';

/** Dark while the page is there, whatever the person chose; the choice is kept. */
export function useDark(): void {
  useEffect(() => {
    const { choice, shade } = useTheme.getState();
    useTheme.setState({ shade: 'dark' });
    return () => useTheme.setState(useTheme.getState().choice === choice ? { shade } : {});
  }, []);
}
