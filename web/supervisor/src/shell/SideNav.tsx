import { MenuFoldOutlined, MenuUnfoldOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { useSession } from '../live/session';
import { type Feature, navGroups } from './feature';
import { features } from './features';
import { navText } from './navText';
import styles from './SideNav.module.css';

/** What the person may open, by groups. */
export function SideNav({ narrow, onToggle }: { narrow: boolean; onToggle(): void }) {
  const { t } = useTranslation('shell');
  const me = useSession((session) => session.me);
  const allowed = features.filter((feature) => feature.permission.some((permission) => me?.permissions.includes(permission)));
  const Fold = narrow ? MenuUnfoldOutlined : MenuFoldOutlined;
  return (
    <nav className={styles.nav} data-narrow={narrow} aria-label={t('nav.label')}>
      <div className={styles.groups}>
        {navGroups.map((group) => {
          const entries = allowed.filter((feature) => feature.nav?.group === group);
          return (
            entries.length > 0 && (
              <section key={group} aria-label={t(`groups.${group}`)}>
                <p className={styles.group} aria-hidden>
                  {t(`groups.${group}`)}
                </p>
                <ul>
                  {entries.map((feature) => (
                    <Entry key={feature.path} feature={feature} narrow={narrow} />
                  ))}
                </ul>
              </section>
            )
          );
        })}
      </div>
      <button type="button" className={styles.fold} onClick={onToggle} aria-expanded={!narrow} aria-label={t('nav.toggle')}>
        <Fold aria-hidden />
      </button>
    </nav>
  );
}

function Entry({ feature, narrow }: { feature: Feature; narrow: boolean }) {
  const Icon = feature.nav?.icon;
  const text = navText(feature);
  return (
    <li>
      <NavLink to={`/${feature.path}`} className={styles.entry ?? ''} title={narrow ? text : undefined}>
        {Icon && (
          <span aria-hidden>
            <Icon />
          </span>
        )}
        <span className={styles.text}>{text}</span>
      </NavLink>
    </li>
  );
}
