import { CheckCircleOutlined, ClockCircleOutlined, CloseCircleOutlined, PhoneOutlined } from '@ant-design/icons';
import { DialogBox, textOfError } from '@callcenter/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Spin } from 'antd';
import i18next from 'i18next';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../live/api';
import { type TestCall, type Trunk, useTestCall } from './api';
import styles from './Trunks.module.css';

const bad = ['rejected', 'trunkDown', 'failed', 'silent', 'noAnswer'];
const good = ['answered', 'heard', 'ringing'];

/** A real call over the trunk to a telephone at hand; its course is shown as it happens. */
export function TestDialog({ trunk, onClose }: { trunk: Trunk; onClose(): void }) {
  const { t } = useTranslation('trunks');
  const queries = useQueryClient();
  const [number, setNumber] = useState('');
  const [test, setTest] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const { data } = useTestCall(trunk.id, test);
  const over = data?.state === 'ended';
  const under = test !== null && !over;
  useEffect(() => {
    if (over) {
      void queries.invalidateQueries({ queryKey: ['/trunks', {}] });
    }
  }, [over, queries]);
  const call = async () => {
    setFault(null);
    try {
      setTest((await api.post<TestCall>(`/trunks/${trunk.id}/test`, { number })).id);
    } catch (error) {
      setFault(textOfError(error));
    }
  };
  return (
    <DialogBox
      title={t('test.title', { name: trunk.name })}
      onClose={onClose}
      footer={
        under ? (
          <Button danger onClick={() => void api.post(`/trunks/${trunk.id}/tests/${test}/hangup`)}>
            {t('test.hangUp')}
          </Button>
        ) : (
          <Button onClick={onClose}>{t('test.close')}</Button>
        )
      }
    >
      <p className={styles.explain}>{t('test.explain')}</p>
      <Form layout="vertical">
        <Form.Item label={t('test.number')} htmlFor="test-number" validateStatus={fault ? 'error' : ''} help={fault}>
          <Input.Search
            id="test-number"
            autoFocus
            inputMode="tel"
            value={number}
            placeholder="+12125550100"
            enterButton={
              <Button type="primary" icon={<PhoneOutlined aria-hidden />} loading={under} disabled={!number.trim()}>
                {t('test.call')}
              </Button>
            }
            onChange={(event) => setNumber(event.target.value)}
            onSearch={() => void (number.trim() && !under && call())}
          />
        </Form.Item>
      </Form>
      {data && <Course test={data} />}
    </DialogBox>
  );
}

function Course({ test }: { test: TestCall }) {
  const { t } = useTranslation('trunks');
  const start = Date.parse(test.startedAt);
  return (
    <div className={styles.course}>
      <ol aria-live="polite" aria-label={t('test.course')}>
        {test.steps.map((step) => (
          <li
            key={`${step.code} ${step.at}`}
            data-tone={bad.includes(step.code) ? 'bad' : good.includes(step.code) ? 'good' : 'plain'}
          >
            <span aria-hidden>
              {bad.includes(step.code) ? (
                <CloseCircleOutlined />
              ) : good.includes(step.code) ? (
                <CheckCircleOutlined />
              ) : (
                <ClockCircleOutlined />
              )}
            </span>
            <span className="numbers">{((Date.parse(step.at) - start) / 1000).toFixed(1)} s</span>
            <span>{stepText(step)}</span>
          </li>
        ))}
      </ol>
      {test.state !== 'ended' && <Spin size="small" aria-label={t('test.under')} />}
      {test.state === 'ended' && (
        <p role="status" className={styles.verdict} data-good={test.outcome === 'answered' && test.packetsIn > 0}>
          {test.outcome === 'answered' ? t(test.packetsIn > 0 ? 'test.passed' : 'test.silent') : t('test.failed')}
          {test.postDialDelayMs !== null && ` ${t('test.delay', { seconds: (test.postDialDelayMs / 1000).toFixed(1) })}`}
        </p>
      )}
    </div>
  );
}

// A refusal by its SIP status, the rest by what happened.
function stepText(step: TestCall['steps'][number]): string {
  const words = step.code === 'rejected' ? `sip.${step.status}` : `step.${step.code}`;
  return i18next.exists(words, { ns: 'trunks' })
    ? `${i18next.t(words as never, { ns: 'trunks' as never })}${step.code === 'rejected' ? ` (SIP ${step.status})` : ''}`
    : step.text;
}
