import { Brand, KeyHint, LanguageSwitch, ThemeSwitch } from '@callcenter/ui';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/deskStore';
import { CampaignChip } from './CampaignChip';
import { DeviceButton } from './DeviceButton';
import styles from './Header.module.css';
import { ListenersChip } from './ListenersChip';
import { QualityPill } from './QualityPill';
import { StateControl } from './StateControl';
import { StateNow } from './StateNow';
import { UserMenu } from './UserMenu';

/** Across the top: my state, what I work on, how well the line is, and the page's settings. */
export function Header({ onShowKeys }: { onShowKeys(): void }) {
  const { t } = useTranslation(['header', 'common']);
  const onShift = useDesk((desk) => desk.agent !== null && desk.agent.state !== 'signedOut');
  const browserPhone = useDesk((desk) => desk.agent?.phone?.kind !== 'sip');
  return (
    <header className={styles.header}>
      <Brand name={t('common:appName')} />
      {onShift && (
        <>
          <StateControl />
          <StateNow />
          <CampaignChip />
          <ListenersChip />
        </>
      )}
      <div className={styles.space} />
      {onShift && <QualityPill />}
      {onShift && browserPhone && <DeviceButton />}
      <LanguageSwitch compact={onShift} />
      <ThemeSwitch />
      <Button type="text" onClick={onShowKeys} aria-label={t('shortcuts')} aria-keyshortcuts="?" className={styles.keys ?? ''}>
        <span className={styles.wide}>{t('shortcuts')}</span> <KeyHint chord="?" />
      </Button>
      <UserMenu />
    </header>
  );
}
