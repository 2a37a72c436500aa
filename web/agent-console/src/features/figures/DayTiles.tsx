import { BarChartOutlined } from '@ant-design/icons';
import { numberText, Panel, percentText, shortText, useLanguage } from '@callcenter/ui';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/deskStore';
import styles from './Figures.module.css';

/** The own day at a glance, while no call is on the screen. */
export function DayTiles() {
  const { t } = useTranslation('figures');
  const language = useLanguage((state) => state.language);
  const today = useDesk((desk) => desk.today);
  const count = (value: number | undefined) => numberText(value ?? 0, language);
  const tiles = [
    [t('tile.calls'), count(today?.calls)],
    [t('tile.contacts'), count(today?.contacts)],
    [t('tile.sales'), count(today?.sales)],
    [t('tile.conversion'), today && today.calls > 0 ? percentText(today.sales / today.calls, language) : '–'],
    [t('tile.talk'), shortText(today?.talkSeconds ?? 0)],
    [t('tile.aht'), today?.averageHandleSeconds == null ? '–' : shortText(today.averageHandleSeconds)],
    [t('tile.callbacks'), count(today?.callbacks)],
  ];
  return (
    <Panel title={t('title')} icon={<BarChartOutlined />}>
      <dl className={styles.tiles}>
        {tiles.map(([name, value]) => (
          <div key={name} className={styles.tile}>
            <dt>{name}</dt>
            <dd className="numbers">{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
