import { SoundOutlined } from '@ant-design/icons';
import type { DeviceRole } from '@callcenter/softphone';
import { Meter } from '@callcenter/ui';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { chooseDevice, onMicrophoneLevel, playTestTone, usePhone } from '../../phone/phone';
import styles from './DevicePicker.module.css';

const roles = ['microphone', 'speaker', 'ringer'] as const satisfies readonly DeviceRole[];
const system = '';

/** Microphone, speaker and where the sounds come out; changes at once, in a call too. */
export default function DevicePicker() {
  const { t } = useTranslation('header');
  const devices = usePhone((phone) => phone.devices);
  return (
    <div className={styles.picker}>
      {roles
        .filter((role) => role === 'microphone' || devices.canChooseSpeaker)
        .map((role) => {
          const { available, chosen } = devices[role];
          const missing = chosen !== null && !available.some((device) => device.id === chosen.id);
          const options = [
            { value: system, label: t('devices.system') },
            ...available.map((device) => ({ value: device.id, label: device.label || device.id })),
            ...(missing ? [{ value: chosen.id, label: t('devices.missing', { name: chosen.label }) }] : []),
          ];
          return (
            <div key={role} className={styles.row}>
              <label htmlFor={`device-${role}`}>{t(`devices.${role}`)}</label>
              <Select
                id={`device-${role}`}
                value={chosen?.id ?? system}
                options={options}
                onChange={(id) => chooseDevice(role, id === system ? null : id)}
              />
            </div>
          );
        })}
      {!devices.canChooseSpeaker && <p className={styles.note}>{t('devices.fixed')}</p>}
      <div className={styles.foot}>
        <Meter label={t('devices.level')} subscribe={onMicrophoneLevel} width={150} />
        <Button size="small" icon={<SoundOutlined aria-hidden />} onClick={playTestTone}>
          {t('devices.test')}
        </Button>
      </div>
    </div>
  );
}
