import { DownOutlined } from '@ant-design/icons';
import type { DeviceRole } from '@callcenter/softphone';
import { Choice } from '@callcenter/ui';
import { useTranslation } from 'react-i18next';
import { chooseDevice, usePhone } from '../../phone/phone';

/** A small picker beside a check; hidden while there is nothing to choose. */
export function DeviceSelect({ of: role }: { of: Extract<DeviceRole, 'microphone' | 'speaker'> }) {
  const { t } = useTranslation('sign-on');
  const devices = usePhone((phone) => phone.devices);
  const { available, active } = devices[role];
  if (available.length < 2 || (role === 'speaker' && !devices.canChooseSpeaker)) {
    return null;
  }

  return (
    <Choice
      label={t('deviceOf', { role: t(role) })}
      icon={<DownOutlined aria-hidden />}
      value={active?.id ?? null}
      options={available.map((device) => ({ value: device.id, text: device.label || device.id }))}
      onChoose={(id) => chooseDevice(role, id)}
    />
  );
}
