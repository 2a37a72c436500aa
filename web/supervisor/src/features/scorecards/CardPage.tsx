import { FormOutlined, PlusOutlined } from '@ant-design/icons';
import { ApiError, EmptyState, Panel, showToast, textOfError } from '@callcenter/ui';
import type { ScorecardView } from '@callcenter/ui/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Input, Skeleton } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { api } from '../../live/api';
import { useMay } from '../../live/session';
import { Page } from '../../parts/Page';
import { PageHead } from '../../parts/PageHead';
import { saveTagged } from '../../parts/saving';
import { useCard } from './api';
import { closeDesign, design, faultOf, freshSection, openDesign, useDesign } from './design';
import { Preview } from './Preview';
import styles from './Scorecards.module.css';
import { SectionEditor } from './SectionEditor';

/** One scorecard: sections and questions at the left, how the coach will see it at the right. */
export function CardPage() {
  const { t } = useTranslation('scorecards');
  const { id = 'new' } = useParams();
  const stored = useCard(id);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    setOpen(false);
    if (id === 'new') {
      openDesign('new', '', [freshSection()]);
      setOpen(true);
    } else if (stored.data) {
      openDesign(id, stored.data.value.name, stored.data.value.sections);
      setOpen(true);
    }
  }, [id, stored.data]);
  const back = { to: '/scorecards', text: t('nav') };
  return open ? (
    <Designer key={id} stored={id === 'new' ? null : (stored.data ?? null)} onReload={() => void stored.refetch()} />
  ) : (
    <Page head={<PageHead title={t('card')} back={back} />}>
      {stored.error ? (
        <EmptyState icon={<FormOutlined />} title={textOfError(stored.error)} />
      ) : (
        <Skeleton active paragraph={{ rows: 8 }} />
      )}
    </Page>
  );
}

function Designer({ stored, onReload }: { stored: { value: ScorecardView; etag: string | null } | null; onReload(): void }) {
  const { t } = useTranslation(['scorecards', 'common']);
  const go = useNavigate();
  const queries = useQueryClient();
  const mayEdit = useMay('scorecard.edit');
  const { name, sections, touched } = useDesign();
  const [saving, setSaving] = useState(false);
  const [asked, setAsked] = useState(false);
  const fault = faultOf({ name, sections });
  const card = stored?.value ?? null;
  const nextVersion = card !== null && card.scores > 0;
  useLeaveQuestion(touched);
  const publish = async () => {
    setAsked(true);
    if (fault) {
      showToast({ tone: 'bad', text: t(`fault.${fault}`) });
      return;
    }

    setSaving(true);
    try {
      const body = { name: name.trim(), sections };
      if (!card) {
        const made = await api.post<ScorecardView>('/scorecards', body);
        closeDesign();
        void go(`/scorecards/${made.id}`, { replace: true });
      } else if (await saveTagged(`/scorecards/${card.id}`, body, stored?.etag ?? null)) {
        closeDesign();
        onReload();
      } else {
        closeDesign();
        onReload();
        return;
      }

      showToast({ tone: 'good', text: t('published') });
      await queries.invalidateQueries({ queryKey: ['/scorecards'] });
    } catch (error) {
      showToast({ tone: 'bad', text: error instanceof ApiError ? textOfError(error) : t('common:errors.unknown') });
    } finally {
      setSaving(false);
    }
  };
  return (
    <Page
      fill
      head={
        <PageHead
          title={card?.name ?? t('new')}
          note={card ? t('version', { number: card.number }) : null}
          back={{ to: '/scorecards', text: t('nav') }}
          actions={
            mayEdit && (
              <>
                {touched && (
                  <Button
                    onClick={() => {
                      const before = useDesign.getState();
                      closeDesign();
                      openDesign(card?.id ?? 'new', card?.name ?? '', card?.sections ?? [freshSection()]);
                      showToast({
                        tone: 'good',
                        text: t('discarded'),
                        seconds: 10,
                        action: { label: t('common:undo'), run: () => useDesign.setState(before) },
                      });
                    }}
                  >
                    {t('common:confirm.discard')}
                  </Button>
                )}
                {touched && (
                  <span className={styles.small}>
                    {t(nextVersion ? 'becomes' : 'notPublished', { number: (card?.number ?? 0) + 1 })}
                  </span>
                )}
                <Button type="primary" disabled={!touched} loading={saving} onClick={() => void publish()}>
                  {t('publish')}
                </Button>
              </>
            )
          }
        />
      }
    >
      <div className={styles.designer}>
        <fieldset className={styles.edit} disabled={!mayEdit}>
          <div className={styles.nameField}>
            <span>{t('name')}</span>
            <Input
              aria-label={t('name')}
              value={name}
              maxLength={200}
              status={asked && !name.trim() ? 'error' : ''}
              onChange={(event) => design.rename(event.target.value)}
            />
          </div>
          {sections.map((section, index) => (
            <SectionEditor
              key={section.id}
              section={section}
              index={index}
              count={sections.length}
              sections={sections}
              asked={asked}
            />
          ))}
          {mayEdit && (
            <Button icon={<PlusOutlined aria-hidden />} onClick={design.addSection}>
              {t('addSection')}
            </Button>
          )}
        </fieldset>
        <aside className={styles.preview}>
          <Panel title={t('preview')} icon={<FormOutlined />} fill>
            <Preview sections={sections} />
          </Panel>
        </aside>
      </div>
    </Page>
  );
}

/** Closing the window asks first; another page of the desk does not, for what was changed is still there on the way back. */
function useLeaveQuestion(touched: boolean): void {
  useEffect(() => {
    if (!touched) {
      return;
    }

    const stay = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', stay);
    return () => window.removeEventListener('beforeunload', stay);
  }, [touched]);
}
