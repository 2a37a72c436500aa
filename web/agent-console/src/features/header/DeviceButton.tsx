import { AudioMutedOutlined, AudioOutlined } from '@ant-design/icons';
import { Late, latePart, Meter, useEscape } from '@callcenter/ui';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { onMicrophoneLevel, usePhone } from '../../phone/phone';
import styles from './Header.module.css';

const devicePicker = latePart(() => import('./DevicePicker'));

/** The microphone in use with its level; opens the picker. */
export function DeviceButton() {
  const { t } = useTranslation('header');
  const name = usePhone((phone) => phone.devices.microphone.active?.label);
  const muted = usePhone((phone) => phone.muted);
  const [open, setOpen] = useState(false);
  useEscape(open, () => setOpen(false));
  const Icon = muted ? AudioMutedOutlined : AudioOutlined;
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      content={<Late part={devicePicker} give={{}} waiting={<div className={styles.pickerSpace} />} />}
    >
      <Button
        type="text"
        aria-label={`${t('devices.label')}: ${name || t('devices.microphone')}`}
        title={name || t('devices.label')}
        className={styles.device ?? ''}
      >
        <Icon aria-hidden />
        <span className={styles.deviceName}>{name || t('devices.microphone')}</span>
        <Meter label={t('devices.level')} subscribe={onMicrophoneLevel} width={48} />
      </Button>
    </Popover>
  );
}
