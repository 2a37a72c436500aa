import { useKeyLines } from '@callcenter/ui';
import { useTranslation } from 'react-i18next';

/** Every key of the desk for the list, also those of a call while there is none: a newcomer learns them before the first. */
export function AllKeys() {
  const { t } = useTranslation(['call-band', 'disposition', 'notes', 'keypad', 'manual-dial', 'header', 'common']);
  const call = t('call-band:keys.group');
  const result = t('disposition:keys.group');
  useKeyLines([
    { id: 'call.mute', chord: 'Ctrl+Shift+S', group: call, label: t('call-band:keys.mute') },
    { id: 'call.hold', chord: 'Ctrl+Shift+H', group: call, label: t('call-band:keys.hold') },
    { id: 'call.keypad', chord: 'Ctrl+Shift+K', group: call, label: t('keypad:title') },
    { id: 'call.recording', chord: 'Ctrl+Shift+E', group: call, label: t('call-band:keys.recording') },
    { id: 'call.hangUp', chord: 'Ctrl+Shift+X', group: call, label: t('call-band:hangUp') },
    { id: 'call.extend', chord: 'Ctrl+Shift+L', group: call, label: t('call-band:keys.extend') },
    { id: 'call.dial', chord: 'Alt+C', group: call, label: t('manual-dial:title') },
    { id: 'disposition', chord: '1 – 9', group: result, label: t('disposition:keys.choose') },
    { id: 'save.next', chord: 'Ctrl+Enter', group: result, label: t('disposition:keys.next') },
    { id: 'save.pause', chord: 'Ctrl+Shift+Enter', group: result, label: t('disposition:keys.pause') },
    { id: 'notes.focus', chord: 'Alt+N', group: t('notes:keys.group'), label: t('notes:keys.focus') },
    { id: 'state.toggle', chord: 'Ctrl+Shift+Y', group: t('header:keys.group'), label: t('header:keys.toggle') },
  ]);
  return null;
}
