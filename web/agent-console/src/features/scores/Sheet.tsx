import { WarningOutlined } from '@ant-design/icons';
import { localText, percentText, useLanguage } from '@callcenter/ui';
import type { ScoreAnswer, ScorecardQuestion, ScoreView } from '@callcenter/ui/contracts';
import { useTranslation } from 'react-i18next';
import styles from './Scores.module.css';

/** The questions with what was answered, section by section. */
export function Sheet({ view }: { view: ScoreView }) {
  const language = useLanguage((state) => state.language);
  const given = new Map(view.answers.map((answer) => [answer.questionId, answer]));
  return (
    <>
      {view.sections.map((section) => {
        const sum = view.sum.sections.find((one) => one.sectionId === section.id)?.percent ?? null;
        return (
          <section key={section.id}>
            <h3 className={styles.section}>
              <span>{localText(section.title, language)}</span>
              <span>{sum === null ? '–' : percentText(sum / 100, language)}</span>
            </h3>
            <ul className={styles.answers}>
              {section.questions.map((question) => (
                <Answered key={question.id} question={question} answer={given.get(question.id)} />
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

function Answered({ question, answer }: { question: ScorecardQuestion; answer: ScoreAnswer | undefined }) {
  const { t } = useTranslation('scores');
  const language = useLanguage((state) => state.language);
  const value = answer?.value ?? null;
  const failed = question.fatal && value === (question.kind === 'yesNo' ? 0 : 1);
  const text =
    answer?.notApplicable || value === null
      ? t('notApplicable')
      : question.kind === 'yesNo'
        ? t(value === 1 ? 'yes' : 'no')
        : t('ofSeven', { value });
  return (
    <li>
      <span className={styles.question}>{localText(question.text, language)}</span>
      <span className={styles.answer} data-failed={failed}>
        {failed && <WarningOutlined aria-hidden />} {text}
      </span>
      {answer?.comment && <p className={styles.said}>{answer.comment}</p>}
    </li>
  );
}
