import { FormOutlined, InboxOutlined, PlusOutlined, RollbackOutlined } from '@ant-design/icons';
import { Chip, dateText, EmptyState, numberText, textOfError, useLanguage } from '@callcenter/ui';
import type { ScorecardView } from '@callcenter/ui/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Skeleton, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { api } from '../../live/api';
import { useMay } from '../../live/session';
import { Page } from '../../parts/Page';
import { PageHead } from '../../parts/PageHead';
import { doAndSay } from '../../parts/saving';
import { useAllCards } from './api';
import styles from './Scorecards.module.css';

/** The scorecards as tiles. */
export function CardList() {
  const { t } = useTranslation(['scorecards', 'common']);
  const go = useNavigate();
  const mayEdit = useMay('scorecard.edit');
  const cards = useAllCards();
  const [archived, setArchived] = useState(false);
  const shown = (cards.data ?? []).filter((card) => archived || !card.archived);
  const add = mayEdit && (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => void go('new')}>
      {t('add')}
    </Button>
  );
  return (
    <Page
      head={
        <PageHead
          title={t('nav')}
          actions={
            <>
              {cards.data?.some((card) => card.archived) && (
                <span className={styles.switch}>
                  <Switch size="small" checked={archived} onChange={setArchived} aria-label={t('showArchived')} />{' '}
                  {t('showArchived')}
                </span>
              )}
              {add}
            </>
          }
        />
      }
    >
      {cards.error ? (
        <EmptyState icon={<FormOutlined />} title={textOfError(cards.error)} />
      ) : !cards.data ? (
        <Skeleton active />
      ) : shown.length === 0 ? (
        <EmptyState icon={<FormOutlined />} title={t('empty')} text={t('emptyText')}>
          {add}
        </EmptyState>
      ) : (
        <ul className={styles.tiles}>
          {shown.map((card) => (
            <Tile key={card.id} card={card} mayEdit={mayEdit} />
          ))}
        </ul>
      )}
    </Page>
  );
}

function Tile({ card, mayEdit }: { card: ScorecardView; mayEdit: boolean }) {
  const { t } = useTranslation('scorecards');
  const language = useLanguage((state) => state.language);
  const queries = useQueryClient();
  const put = async (archived: boolean) => {
    await api.patch(`/scorecards/${card.id}`, { archived });
    await queries.invalidateQueries({ queryKey: ['/scorecards'] });
  };
  const questions = card.sections.reduce((sum, section) => sum + section.questions.length, 0);
  return (
    <li className={styles.tile} data-archived={card.archived}>
      <h2 className={styles.tileName}>
        <Link to={card.id}>{card.name}</Link>
        {card.builtIn && <Chip tone="accent">{t('builtIn')}</Chip>}
        {card.archived && <Chip>{t('archived')}</Chip>}
      </h2>
      <p className={styles.small}>
        {t('version', { number: card.number })} · {t('sections', { count: card.sections.length })} ·{' '}
        {t('questions', { count: questions })}
      </p>
      <p className={styles.small}>
        {t('used', { count: card.scores, text: numberText(card.scores, language) })} ·{' '}
        {t('changed', { date: dateText(card.updatedAt, language) })}
      </p>
      {mayEdit && (
        <Button
          size="small"
          icon={card.archived ? <RollbackOutlined aria-hidden /> : <InboxOutlined aria-hidden />}
          onClick={() =>
            void doAndSay(
              () => put(!card.archived),
              t(card.archived ? 'restoredSay' : 'archivedSay', { name: card.name }),
              () => put(card.archived),
            )
          }
        >
          {t(card.archived ? 'restore' : 'archive')}
        </Button>
      )}
    </li>
  );
}
