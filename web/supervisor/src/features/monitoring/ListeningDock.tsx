import { Late, latePart, useShortcuts } from '@callcenter/ui';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { onListening } from '../../live/board';
import { useBoard } from '../../live/boardStore';
import { may } from '../../live/session';
import { catchUp, changeMode, goBeside, stopListening, takeNews, useListening } from './listening';
import { quickModes } from './modes';

const panel = latePart(() => import('./ListeningPanel'));

// The agent that has the keyboard, on a tile or in a row.
function focusedAgent(): { agentId: string; agentName: string } | null {
  const agentId = document.activeElement?.closest('[data-agent]')?.getAttribute('data-agent');
  const agent = agentId ? useBoard.getState().agents.get(agentId) : undefined;
  return agent ? { agentId: agent.id, agentName: agent.name } : null;
}

/** Right of every page while this tab is beside an agent; the keys of listening, always. */
export function ListeningDock() {
  const { t } = useTranslation('monitoring');
  const open = useListening(({ wanted, session }) => wanted !== null || session !== null);
  useEffect(() => onListening(takeNews), []);
  useEffect(() => {
    const look = () => void catchUp().catch(() => {}); // The hub's next return tries again.
    if (useBoard.getState().link === 'connected') {
      look();
    }

    return useBoard.subscribe((board, before) => {
      if (board.link === 'connected' && before.link !== 'connected') {
        look();
      }
    });
  }, []);
  useEffect(() => {
    // Only where Esc can mean nothing else: lists, drawers and dialogs close first.
    const leave = (event: KeyboardEvent) => {
      const at = document.activeElement;
      const here = at === document.body || at?.closest('[data-agent], [data-listening] > [data-mode]');
      if (event.key === 'Escape' && !event.defaultPrevented && here) {
        void stopListening();
      }
    };
    if (open) {
      window.addEventListener('keydown', leave);
    }

    return () => window.removeEventListener('keydown', leave);
  }, [open]);
  useShortcuts([
    ...quickModes
      .filter(({ permission }) => may(permission))
      .map(({ mode, chord }) => ({
        id: `monitoring.${mode}`,
        chord: chord ?? '',
        group: t('keys.group'),
        label: t(`keys.${mode as 'listen'}`),
        run: () => {
          const agent = focusedAgent();
          void (agent ? goBeside({ ...agent, mode }) : changeMode(mode));
        },
      })),
    {
      id: 'monitoring.stop',
      chord: 'S',
      group: t('keys.group'),
      label: t('keys.stop'),
      enabled: open,
      run: () => void stopListening(),
    },
  ]);
  return open ? <Late part={panel} give={{}} /> : null;
}
