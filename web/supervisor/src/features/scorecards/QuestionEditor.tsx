import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons';
import { percentText, showToast, useLanguage } from '@callcenter/ui';
import type { QuestionKind, ScorecardQuestion } from '@callcenter/ui/contracts';
import { Button, Checkbox, Input, InputNumber, Select, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { design, useDesign } from './design';
import styles from './Scorecards.module.css';
import { Translations } from './Translations';

export interface QuestionEditorProps {
  section: string;
  question: ScorecardQuestion;
  place: number;
  count: number;
  /** Its part of the whole card, 0 to 1. */
  share: number;
  asked: boolean;
}

/** One question being designed. */
export function QuestionEditor({ section, question, place, count, share, asked }: QuestionEditorProps) {
  const { t } = useTranslation(['scorecards', 'common']);
  const language = useLanguage((state) => state.language);
  const edit = (change: Partial<ScorecardQuestion>) => design.editQuestion(section, question.id, change);
  const name = question.text.text || t('question', { number: place + 1 });
  const help = question.help ?? { text: '', translations: null };
  const drop = () => {
    const before = useDesign.getState().sections;
    design.dropQuestion(section, question.id);
    showToast({
      tone: 'good',
      text: t('dropped', { name }),
      seconds: 10,
      action: { label: t('common:undo'), run: () => design.restore({ sections: before }) },
    });
  };
  return (
    <div className={styles.question}>
      <div className={styles.questionLine}>
        <Input
          aria-label={t('questionText')}
          placeholder={t('questionText')}
          value={question.text.text}
          maxLength={500}
          status={asked && !question.text.text.trim() ? 'error' : ''}
          onChange={(event) => edit({ text: { ...question.text, text: event.target.value } })}
        />
        <Translations text={question.text} label={name} onChange={(text) => edit({ text })} />
        <Button
          type="text"
          icon={<ArrowUpOutlined aria-hidden />}
          disabled={place === 0}
          aria-label={t('up', { name })}
          onClick={() => design.moveQuestion(section, question.id, -1)}
        />
        <Button
          type="text"
          icon={<ArrowDownOutlined aria-hidden />}
          disabled={place === count - 1}
          aria-label={t('down', { name })}
          onClick={() => design.moveQuestion(section, question.id, 1)}
        />
        <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('drop', { name })} onClick={drop} />
      </div>
      <div className={styles.questionLine}>
        <Select<QuestionKind>
          className={styles.kind ?? ''}
          aria-label={t('kind', { name })}
          value={question.kind}
          options={[
            { value: 'yesNo', label: t('yesNo') },
            { value: 'scale', label: t('scale') },
          ]}
          onChange={(kind) => edit({ kind })}
        />
        <span className={styles.weight}>
          <InputNumber
            aria-label={t('weightOf', { name })}
            min={0.5}
            max={1000}
            step={1}
            value={question.weight}
            onChange={(weight) => weight && edit({ weight })}
          />
          <span className={styles.share} title={t('shareHint')}>
            {percentText(share, language)}
          </span>
        </span>
        <Tooltip title={t('fatalHint')}>
          <Checkbox checked={question.fatal} onChange={(event) => edit({ fatal: event.target.checked })}>
            {t('fatal')}
          </Checkbox>
        </Tooltip>
        <Checkbox checked={question.mayNotApply} onChange={(event) => edit({ mayNotApply: event.target.checked })}>
          {t('mayNotApply')}
        </Checkbox>
      </div>
      <div className={styles.questionLine}>
        <Input
          aria-label={t('helpOf', { name })}
          placeholder={t('help')}
          value={help.text}
          maxLength={2000}
          onChange={(event) =>
            edit({ help: event.target.value || help.translations ? { ...help, text: event.target.value } : null })
          }
        />
        {help.text && <Translations text={help} label={t('helpOf', { name })} onChange={(text) => edit({ help: text })} />}
      </div>
    </div>
  );
}
