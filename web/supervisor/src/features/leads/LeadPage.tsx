import {
  HistoryOutlined,
  InboxOutlined,
  PhoneOutlined,
  QuestionCircleOutlined,
  SafetyOutlined,
  UserOutlined,
} from '@ant-design/icons';
import { Chip, dayTimeText, EmptyState, Panel, textOfError, useLanguage } from '@callcenter/ui';
import { useQuery } from '@tanstack/react-query';
import { Button, Spin } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { toneOfState } from '../../parts/leadStates';
import { Page } from '../../parts/Page';
import { PageHead } from '../../parts/PageHead';
import { getHistory, getLead, getWhy, type LeadView } from './api';
import { CallTable, DecisionTable } from './LeadHistory';
import styles from './Leads.module.css';

/** One lead: who it is, what happened, and why it is or is not dialled. */
export function LeadPage() {
  const { t } = useTranslation(['leads', 'parts']);
  const { id = '' } = useParams();
  const lead = useQuery({ queryKey: ['/leads', id], queryFn: ({ signal }) => getLead(id, signal) });
  if (!lead.data) {
    return (
      <div className={styles.nothing}>
        {lead.error ? <EmptyState icon={<InboxOutlined />} title={textOfError(lead.error)} /> : <Spin size="large" />}
      </div>
    );
  }

  const { data } = lead;
  return (
    <Page
      head={
        <PageHead
          title={data.name || data.company || data.number}
          note={<Chip tone={toneOfState(data.state)}>{t(`parts:leadState.${data.state as 'done'}`)}</Chip>}
          back={{ to: `/leads?list=${data.listId}`, text: t('title') }}
        />
      }
    >
      <div className={styles.columns}>
        <div className={styles.stack}>
          <Customer lead={data} />
          <Numbers lead={data} />
        </div>
        <div className={styles.stack}>
          <Why id={id} />
          <History id={id} />
        </div>
      </div>
    </Page>
  );
}

function Customer({ lead }: { lead: LeadView }) {
  const { t } = useTranslation('leads');
  const language = useLanguage((state) => state.language);
  const { customer } = lead;
  const facts: [string, string | null | undefined][] = [
    [t('field.company'), lead.company],
    [t('field.email'), customer?.email],
    [t('field.language'), customer?.language],
    [t('field.timeZone'), customer?.timeZone],
    [t('field.segment'), customer?.segment],
    [t('field.owner'), customer?.owner],
    [t('field.externalId'), customer?.externalId],
    [t('field.note'), customer?.note],
    [t('field.attempts'), String(lead.attempts)],
    [t('field.next'), dayTimeText(lead.nextAt, language)],
    ...Object.entries(lead.custom),
  ];
  return (
    <Panel
      title={t('customer')}
      icon={<UserOutlined />}
      aside={
        lead.uploadId && (
          <Link className={styles.link ?? ''} to={`/lists/${lead.listId}/uploads/${lead.uploadId}`}>
            {t('field.upload')}
          </Link>
        )
      }
    >
      <dl className={styles.facts}>
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </Panel>
  );
}

function Numbers({ lead }: { lead: LeadView }) {
  const { t } = useTranslation('leads');
  return (
    <Panel title={t('numbers')} icon={<PhoneOutlined />}>
      <ul className={styles.numbers}>
        {(lead.customer?.numbers ?? []).map((number) => (
          <li key={number.number}>
            <b className="numbers">{number.number}</b> <Chip>{number.type}</Chip>
            {number.number === lead.number && <Chip tone="accent">{t('dialledNext')}</Chip>}
            {!number.valid && <Chip tone="bad">{t('invalid')}</Chip>}
            <small>{number.timeZones.join(', ').replaceAll('_', ' ') || t('zoneUnknown')}</small>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Why({ id }: { id: string }) {
  const { t } = useTranslation('leads');
  const why = useQuery({
    queryKey: ['/leads', id, 'why'],
    queryFn: ({ signal }) => getWhy(id, signal),
    refetchInterval: 5_000,
    retry: false,
  });
  return (
    <Panel
      title={t('why')}
      icon={<QuestionCircleOutlined />}
      aside={
        <Button size="small" loading={why.isFetching} onClick={() => void why.refetch()}>
          {t('askAgain')}
        </Button>
      }
    >
      {why.error ? (
        <p className={styles.quiet}>{t('whyAway')}</p>
      ) : (
        <ul className={styles.why}>
          {(why.data?.reasons ?? []).map((reason) => (
            <li key={reason.code + reason.text}>
              <span>{reason.text}</span>
              {reason.remedy && <small>{t('remedy', { text: reason.remedy })}</small>}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function History({ id }: { id: string }) {
  const { t } = useTranslation('leads');
  const history = useQuery({ queryKey: ['/leads', id, 'history'], queryFn: ({ signal }) => getHistory(id, signal) });
  return (
    <>
      <Panel title={t('history')} icon={<HistoryOutlined />}>
        {history.data && history.data.calls.length > 0 ? (
          <CallTable calls={history.data.calls} />
        ) : (
          <p className={styles.quiet}>{t('noCalls')}</p>
        )}
      </Panel>
      <Panel title={t('decisions')} icon={<SafetyOutlined />}>
        {history.data && history.data.decisions.length > 0 ? (
          <DecisionTable decisions={history.data.decisions} />
        ) : (
          <p className={styles.quiet}>{t('noDecisions')}</p>
        )}
      </Panel>
    </>
  );
}
