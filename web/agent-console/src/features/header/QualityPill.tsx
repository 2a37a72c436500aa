import { WifiOutlined } from '@ant-design/icons';
import { Chip, type ChipTone, numberText, useLanguage } from '@callcenter/ui';
import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/deskStore';
import { usePhone } from '../../phone/phone';
import styles from './Header.module.css';

const tones: Record<'good' | 'fair' | 'poor', ChipTone> = { good: 'ok', fair: 'warn', poor: 'bad' };

/** How good the line is, in words; the figures on hover. */
export function QualityPill() {
  const { t } = useTranslation('header');
  const language = useLanguage((state) => state.language);
  const kind = useDesk((desk) => desk.agent?.phone?.kind);
  const up = usePhone((phone) => phone.state === 'connected');
  const quality = usePhone((phone) => phone.quality);
  if (kind === 'sip') {
    return <Chip icon={<WifiOutlined />}>{t('sipPhone')}</Chip>;
  }

  if (!up || !quality) {
    return (
      <Chip tone={up ? 'plain' : 'bad'} icon={<WifiOutlined />}>
        {t(up ? 'quality.waiting' : 'quality.none')}
      </Chip>
    );
  }

  const figure = (value: number, digits: number) => numberText(Number(value.toFixed(digits)), language);
  const rows = [
    [t('quality.mos'), figure(quality.mos, 1)],
    [t('quality.loss'), `${figure(quality.lossPercent, 1)} %`],
    [t('quality.jitter'), `${figure(quality.jitterMs, 0)} ms`],
    [t('quality.roundTrip'), quality.roundTripMs === null ? '–' : `${figure(quality.roundTripMs, 0)} ms`],
  ];
  const table = (
    <dl className={styles.figures}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="numbers">{value}</dd>
        </div>
      ))}
    </dl>
  );
  return (
    <Tooltip title={table}>
      <button
        type="button"
        className={styles.pill}
        aria-label={`${t('quality.label')}: ${t(`quality.${quality.word}`)}, MOS ${quality.mos.toFixed(1)}`}
      >
        <Chip tone={tones[quality.word]} icon={<WifiOutlined />}>
          {t(`quality.${quality.word}`)}
        </Chip>
      </button>
    </Tooltip>
  );
}
