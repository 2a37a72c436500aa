import { localText, percentText, useLanguage, weightOf } from '@callcenter/ui';
import type { ScoreAnswer, ScorecardSection } from '@callcenter/ui/contracts';
import { useState } from 'react';
import { QuestionRow } from '../../scoring/QuestionRow';
import { totalWeight } from './design';
import styles from './Scorecards.module.css';

/** The card as a coach will see it; it can be tried. */
export function Preview({ sections }: { sections: readonly ScorecardSection[] }) {
  const language = useLanguage((state) => state.language);
  const [answers, setAnswers] = useState<ReadonlyMap<string, ScoreAnswer>>(new Map());
  const all = totalWeight(sections);
  return (
    <>
      {sections.map((section) => (
        <section key={section.id} className={styles.previewSection}>
          <h3 className={styles.previewTitle}>
            <span>{localText(section.title, language) || '–'}</span>
            <span className={styles.share}>{percentText(all > 0 ? weightOf(section) / all : 0, language)}</span>
          </h3>
          {section.questions.map((question) => (
            <QuestionRow
              key={question.id}
              question={question}
              answer={answers.get(question.id)}
              fixed={false}
              missing={false}
              onActive={() => {}}
              onMove={() => {}}
              onAnswer={(change) => {
                const before = answers.get(question.id) ?? {
                  questionId: question.id,
                  value: null,
                  notApplicable: false,
                  comment: null,
                };
                setAnswers(new Map(answers).set(question.id, { ...before, ...change }));
              }}
            />
          ))}
        </section>
      ))}
    </>
  );
}
