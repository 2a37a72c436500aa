import {
  ApiOutlined,
  ClockCircleOutlined,
  FormOutlined,
  SafetyOutlined,
  TeamOutlined,
  ThunderboltOutlined,
} from '@ant-design/icons';
import { numberText, Panel, useLanguage } from '@callcenter/ui';
import { Form, type FormInstance, Input, InputNumber, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAll } from '../../parts/useAll';
import { type DialMode, type Options, type RuleSet, useOptions } from './api';
import styles from './Campaigns.module.css';
import type { FormValues } from './settings';
import { TimetableField } from './TimetableField';

export interface Named {
  id: string;
  name: string;
}

export interface TrunkChoice extends Named {
  host: string;
  enabled: boolean;
  callerIds: readonly string[];
  health: { state: 'up' | 'down' | 'unknown' };
}

export interface CampaignFormProps {
  form: FormInstance<FormValues>;
  initial: FormValues;
  onFinish(values: FormValues): void;
  disabled?: boolean;
}

/** Everything a campaign can be told, in the order in which one thinks about it. */
export function CampaignForm({ form, initial, onFinish, disabled = false }: CampaignFormProps) {
  const { t } = useTranslation('campaigns');
  const options = useOptions().data;
  const mode = Form.useWatch('mode', form) ?? initial.mode;
  const rulesName = Form.useWatch('ruleSet', form) ?? initial.ruleSet;
  const ruleSet = options?.ruleSets.find((rules) => rules.name === rulesName);
  return (
    <Form<FormValues>
      form={form}
      layout="vertical"
      initialValues={initial}
      onFinish={onFinish}
      disabled={disabled}
      requiredMark={false}
      scrollToFirstError={{ focus: true }}
      className={styles.form ?? ''}
    >
      <Panel title={t('section.basics')} icon={<FormOutlined />}>
        <Form.Item
          name="name"
          label={t('field.name')}
          rules={[{ required: true, whitespace: true, max: 200, message: t('rule.name') }]}
        >
          <Input placeholder={t('hint.name')} autoComplete="off" />
        </Form.Item>
        <ModeField options={options} />
        {(mode === 'ratio' || mode === 'predictive') && (
          <Form.Item name="ratio" label={t('field.ratio')} extra={t('hint.ratio')}>
            <InputNumber min={1} max={8} step={0.1} />
          </Form.Item>
        )}
      </Panel>
      <Panel title={t('section.lists')} icon={<TeamOutlined />}>
        <ListsField />
        <Form.Item name="maxAttempts" label={t('field.maxAttempts')} extra={t('hint.maxAttempts')}>
          <InputNumber min={1} max={50} />
        </Form.Item>
      </Panel>
      <Panel title={t('section.trunks')} icon={<ApiOutlined />}>
        <TrunksField />
        <CallerIdFields form={form} />
      </Panel>
      <Panel title={t('section.hours')} icon={<ClockCircleOutlined />}>
        <RuleSetField options={options} />
        <Form.Item name="timetable" label={t('field.timetable')} extra={t('hint.timetable')}>
          <TimetableField legal={legalHours(ruleSet, t('hours.any'))} />
        </Form.Item>
      </Panel>
      <Panel title={t('section.pace')} icon={<ThunderboltOutlined />}>
        <div className={styles.pair}>
          <Form.Item name="ringTimeoutSeconds" label={t('field.ringTimeoutSeconds')} extra={t('hint.ringTimeoutSeconds')}>
            <InputNumber min={15} max={120} suffix={t('unit.seconds')} />
          </Form.Item>
          <Form.Item name="wrapUpSeconds" label={t('field.wrapUpSeconds')} extra={t('hint.wrapUpSeconds')}>
            <InputNumber min={0} max={600} suffix={t('unit.seconds')} />
          </Form.Item>
        </div>
      </Panel>
      <Panel title={t('section.safety')} icon={<SafetyOutlined />}>
        <SafetyFields rules={ruleSet} options={options} />
      </Panel>
    </Form>
  );
}

function ModeField({ options }: { options: Options | undefined }) {
  const { t } = useTranslation('campaigns');
  const modes: Options['modes'] = options?.modes ?? [{ mode: 'progressive' as DialMode, available: true }];
  return (
    <Form.Item name="mode" label={t('field.mode')}>
      <Radio.Group className={styles.modes ?? ''}>
        {[...modes]
          .sort((a, b) => Number(b.available) - Number(a.available))
          .map(({ mode, available }) => (
            <Radio key={mode} value={mode} disabled={!available}>
              <strong>{t(`mode.${mode}`)}</strong>
              {!available && <span className={styles.later}> · {t('later')}</span>}
              <span className={styles.hint}>{t(`modeHint.${mode}`)}</span>
            </Radio>
          ))}
      </Radio.Group>
    </Form.Item>
  );
}

function ListsField() {
  const { t } = useTranslation('campaigns');
  const { data: lists, isPending } = useAll<Named>('/lists');
  return (
    <Form.Item
      name="listIds"
      label={t('field.listIds')}
      extra={
        lists?.length === 0 ? (
          <>
            {t('hint.noLists')} <Link to="/lists">{t('hint.upload')}</Link>
          </>
        ) : (
          t('hint.listIds')
        )
      }
    >
      <Select
        mode="multiple"
        loading={isPending}
        optionFilterProp="label"
        placeholder={t('choose')}
        options={(lists ?? []).map((list) => ({ value: list.id, label: list.name }))}
      />
    </Form.Item>
  );
}

function TrunksField() {
  const { t } = useTranslation('campaigns');
  const { data: trunks, isPending } = useAll<TrunkChoice>('/trunks');
  return (
    <Form.Item
      name="trunkIds"
      label={t('field.trunkIds')}
      extra={trunks?.length === 0 ? <Link to="/trunks">{t('hint.noTrunks')}</Link> : t('hint.trunkIds')}
    >
      <Select
        mode="multiple"
        loading={isPending}
        optionFilterProp="label"
        placeholder={t('choose')}
        options={(trunks ?? []).map((trunk) => ({
          value: trunk.id,
          label: trunk.enabled ? `${trunk.name} · ${t(`health.${trunk.health.state}`)}` : `${trunk.name} · ${t('health.off')}`,
          disabled: !trunk.enabled,
        }))}
      />
    </Form.Item>
  );
}

// What the chosen trunks let us show is offered; anything else can be typed, and the check list says when it is refused.
function CallerIdFields({ form }: { form: FormInstance<FormValues> }) {
  const { t } = useTranslation('campaigns');
  const { data: trunks } = useAll<TrunkChoice>('/trunks');
  const chosen: readonly string[] = Form.useWatch('trunkIds', form) ?? [];
  const offered = [...new Set((trunks ?? []).filter((trunk) => chosen.includes(trunk.id)).flatMap((trunk) => trunk.callerIds))];
  return (
    <div className={styles.pair}>
      <Form.Item
        name="callerId"
        label={t('field.callerId')}
        extra={offered.length > 0 ? t('hint.offered', { numbers: offered.join(', ') }) : t('hint.callerId')}
      >
        <Input placeholder="+12125550199" inputMode="tel" autoComplete="off" />
      </Form.Item>
      <Form.Item name="callerIds" label={t('field.callerIds')} extra={t('hint.callerIds')}>
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', ';', ' ']} placeholder={t('hint.none')} />
      </Form.Item>
    </div>
  );
}

function RuleSetField({ options }: { options: Options | undefined }) {
  const { t } = useTranslation('campaigns');
  return (
    <Form.Item name="ruleSet" label={t('field.ruleSet')} extra={t('hint.ruleSet')}>
      <Select
        options={(options?.ruleSets ?? []).map((rules) => ({
          value: rules.name,
          label:
            t(`rules.${rules.name}` as 'rules.us', { defaultValue: rules.name }) +
            (rules.confirmed ? '' : ` · ${t('unconfirmed')}`),
        }))}
      />
    </Form.Item>
  );
}

function SafetyFields({ rules, options }: { rules: RuleSet | undefined; options: Options | undefined }) {
  const { t } = useTranslation('campaigns');
  const language = useLanguage((state) => state.language);
  const { data: prompts } = useAll<Named>('/prompts');
  const legal = rules ? numberText(rules.abandonLimit * 100, language) : '';
  return (
    <>
      <div className={styles.pair}>
        <Form.Item name="abandonPercent" label={t('field.abandonLimit')} extra={t('hint.abandonLimit', { legal })}>
          <InputNumber min={0} max={5} step={0.1} suffix="%" />
        </Form.Item>
        <Form.Item name="connectLimitSeconds" label={t('field.connectLimitSeconds')} extra={t('hint.connectLimitSeconds')}>
          <InputNumber min={0.5} max={60} step={0.5} suffix={t('unit.seconds')} />
        </Form.Item>
      </div>
      <Form.Item name="safeHarbourPromptId" label={t('field.safeHarbourPromptId')} extra={t('hint.safeHarbourPromptId')}>
        <Select
          allowClear
          placeholder={t('builtIn')}
          options={(prompts ?? []).map((prompt) => ({ value: prompt.id, label: prompt.name }))}
        />
      </Form.Item>
      <Form.Item name="amd" label={t('field.amd')}>
        <Radio.Group>
          {(options?.amd ?? []).map(({ mode, available }) => (
            <Radio key={mode} value={mode} disabled={!available}>
              {t(`amd.${mode}`)}
              {!available && <span className={styles.later}> · {t('later')}</span>}
            </Radio>
          ))}
        </Radio.Group>
      </Form.Item>
    </>
  );
}

function legalHours(rules: RuleSet | undefined, any: string): string {
  if (!rules || rules.hours.length === 0) {
    return any;
  }

  return [...new Set(rules.hours.map((line) => `${line.from.slice(0, 5)}–${line.to.slice(0, 5)}`))].join(', ');
}
