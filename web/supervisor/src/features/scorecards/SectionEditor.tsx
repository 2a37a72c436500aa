import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { percentText, showToast, useLanguage, weightOf } from '@callcenter/ui';
import type { ScorecardSection } from '@callcenter/ui/contracts';
import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { design, totalWeight, useDesign } from './design';
import { QuestionEditor } from './QuestionEditor';
import styles from './Scorecards.module.css';
import { Translations } from './Translations';

export interface SectionEditorProps {
  section: ScorecardSection;
  index: number;
  count: number;
  sections: readonly ScorecardSection[];
  /** Publishing was tried: what is missing is shown. */
  asked: boolean;
}

/** A section's title, its part of the whole, and its questions. */
export function SectionEditor({ section, index, count, sections, asked }: SectionEditorProps) {
  const { t } = useTranslation(['scorecards', 'common']);
  const language = useLanguage((state) => state.language);
  const all = totalWeight(sections);
  const title = section.title.text || t('section', { number: index + 1 });
  const drop = () => {
    const before = useDesign.getState().sections;
    design.dropSection(section.id);
    showToast({
      tone: 'good',
      text: t('dropped', { name: title }),
      seconds: 10,
      action: { label: t('common:undo'), run: () => design.restore({ sections: before }) },
    });
  };
  return (
    <section className={styles.section} aria-label={title}>
      <header className={styles.sectionHead}>
        <Input
          aria-label={t('sectionTitle')}
          placeholder={t('sectionTitle')}
          value={section.title.text}
          maxLength={200}
          status={asked && !section.title.text.trim() ? 'error' : ''}
          onChange={(event) => design.editSection(section.id, { title: { ...section.title, text: event.target.value } })}
        />
        <Translations
          text={section.title}
          label={title}
          onChange={(changed) => design.editSection(section.id, { title: changed })}
        />
        <span className={styles.share} title={t('shareHint')}>
          {percentText(all > 0 ? weightOf(section) / all : 0, language)}
        </span>
        <Button
          type="text"
          icon={<ArrowUpOutlined aria-hidden />}
          disabled={index === 0}
          aria-label={t('up', { name: title })}
          onClick={() => design.moveSection(section.id, -1)}
        />
        <Button
          type="text"
          icon={<ArrowDownOutlined aria-hidden />}
          disabled={index === count - 1}
          aria-label={t('down', { name: title })}
          onClick={() => design.moveSection(section.id, 1)}
        />
        <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('drop', { name: title })} onClick={drop} />
      </header>
      <div className={styles.bar} aria-hidden>
        <span style={{ width: `${all > 0 ? (100 * weightOf(section)) / all : 0}%` }} />
      </div>
      {section.questions.map((question, place) => (
        <QuestionEditor
          key={question.id}
          section={section.id}
          question={question}
          place={place}
          count={section.questions.length}
          share={all > 0 ? question.weight / all : 0}
          asked={asked}
        />
      ))}
      <Button type="dashed" size="small" icon={<PlusOutlined aria-hidden />} onClick={() => design.addQuestion(section.id)}>
        {t('addQuestion')}
      </Button>
    </section>
  );
}
