import type { ScoreAnswer, ScorecardQuestion, ScorecardSection, ScoreSum, SectionSum } from '../contracts';

const bestOfScale = 7;
const clamp = (value: number) => Math.min(1, Math.max(0, value));
const percentage = (points: number, weight: number) => (weight > 0 ? Math.round((1000 * points) / weight) / 10 : null);

/** What an answer is worth, 0 to 1. */
export function partOf(question: ScorecardQuestion, value: number): number {
  return question.kind === 'yesNo' ? clamp(value) : clamp((value - 1) / (bestOfScale - 1));
}

/** What the answers come to, as the server sums them up (Domain, ScoreSum): shown while they are given. */
export function scoreSum(sections: readonly ScorecardSection[], answers: readonly ScoreAnswer[]): ScoreSum {
  const given = new Map(answers.map((answer) => [answer.questionId, answer]));
  const all = sections.reduce((sum, section) => sum + weightOf(section), 0);
  const failedFatals: string[] = [];
  const sums: SectionSum[] = [];
  let weight = 0;
  let points = 0;
  let unanswered = 0;
  for (const section of sections) {
    let sectionWeight = 0;
    let sectionPoints = 0;
    for (const question of section.questions) {
      const answer = given.get(question.id);
      if (answer?.notApplicable) {
        continue;
      }

      if (answer?.value === null || answer?.value === undefined) {
        unanswered++;
        continue;
      }

      const part = partOf(question, answer.value);
      sectionWeight += question.weight;
      sectionPoints += question.weight * part;
      if (question.fatal && part <= 0) {
        failedFatals.push(question.id);
      }
    }

    sums.push({
      sectionId: section.id,
      percent: percentage(sectionPoints, sectionWeight),
      share: all > 0 ? weightOf(section) / all : 0,
    });
    weight += sectionWeight;
    points += sectionPoints;
  }

  return { percent: failedFatals.length > 0 ? 0 : percentage(points, weight), failedFatals, sections: sums, unanswered };
}

/** The weight of a section's questions together. */
export function weightOf(section: ScorecardSection): number {
  return section.questions.reduce((sum, question) => sum + question.weight, 0);
}
