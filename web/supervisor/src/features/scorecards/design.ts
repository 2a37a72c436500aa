import { newId, weightOf } from '@callcenter/ui';
import type { LocalText, ScorecardQuestion, ScorecardSection } from '@callcenter/ui/contracts';
import { create } from 'zustand';

export interface DesignState {
  /** Which card; "new" for one that is not there yet. */
  id: string | null;
  name: string;
  sections: readonly ScorecardSection[];
  /** Differs from what is stored. */
  touched: boolean;
}

/** The card being designed. */
export const useDesign = create<DesignState>()(() => ({ id: null, name: '', sections: [], touched: false }));

// Ids stay through all versions, so that averages can be compared; they need not say anything.
const shortId = () => newId().slice(0, 8);
const plain = (text: string): LocalText => ({ text, translations: null });

/** Puts a card on the table, as it is stored; what was changed of the same card and not published yet is still there. */
export function openDesign(id: string, name: string, sections: readonly ScorecardSection[]): void {
  const before = useDesign.getState();
  if (before.id !== id || !before.touched) {
    useDesign.setState({ id, name, sections, touched: false });
  }
}

/** Forgets what was changed and not published. */
export function closeDesign(): void {
  useDesign.setState({ id: null, touched: false });
}

export function freshQuestion(): ScorecardQuestion {
  return { id: `q-${shortId()}`, text: plain(''), kind: 'yesNo', weight: 10, fatal: false, mayNotApply: true, help: null };
}

export function freshSection(): ScorecardSection {
  return { id: `s-${shortId()}`, title: plain(''), questions: [freshQuestion()] };
}

function change(sections: readonly ScorecardSection[]): void {
  useDesign.setState({ sections, touched: true });
}

export const design = {
  rename: (name: string) => useDesign.setState({ name, touched: true }),
  addSection: () => change([...useDesign.getState().sections, freshSection()]),
  editSection: (id: string, edit: Partial<ScorecardSection>) =>
    change(useDesign.getState().sections.map((section) => (section.id === id ? { ...section, ...edit } : section))),
  dropSection: (id: string) => change(useDesign.getState().sections.filter((section) => section.id !== id)),
  moveSection: (id: string, by: number) => change(moved(useDesign.getState().sections, id, by)),
  addQuestion: (section: string) => editQuestions(section, (questions) => [...questions, freshQuestion()]),
  editQuestion: (section: string, id: string, edit: Partial<ScorecardQuestion>) =>
    editQuestions(section, (questions) =>
      questions.map((question) => (question.id === id ? { ...question, ...edit } : question)),
    ),
  dropQuestion: (section: string, id: string) =>
    editQuestions(section, (questions) => questions.filter((question) => question.id !== id)),
  moveQuestion: (section: string, id: string, by: number) => editQuestions(section, (questions) => moved(questions, id, by)),
  restore: (state: Pick<DesignState, 'sections'>) => change(state.sections),
};

function editQuestions(section: string, edit: (questions: readonly ScorecardQuestion[]) => readonly ScorecardQuestion[]): void {
  change(useDesign.getState().sections.map((one) => (one.id === section ? { ...one, questions: edit(one.questions) } : one)));
}

function moved<T extends { id: string }>(items: readonly T[], id: string, by: number): readonly T[] {
  const from = items.findIndex((item) => item.id === id);
  const to = from + by;
  const item = items[from];
  if (!item || to < 0 || to >= items.length) {
    return items;
  }

  const rest = items.filter((one) => one.id !== id);
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}

/** The weight of a whole card. */
export function totalWeight(sections: readonly ScorecardSection[]): number {
  return sections.reduce((sum, section) => sum + weightOf(section), 0);
}

/** What keeps the card from being published; null when nothing does. */
export function faultOf({
  name,
  sections,
}: Pick<DesignState, 'name' | 'sections'>): 'name' | 'sections' | 'title' | 'questions' | 'text' | null {
  if (!name.trim()) {
    return 'name';
  }

  if (sections.length === 0) {
    return 'sections';
  }

  if (sections.some((section) => !section.title.text.trim())) {
    return 'title';
  }

  if (sections.some((section) => section.questions.length === 0)) {
    return 'questions';
  }

  return sections.some((section) => section.questions.some((question) => !question.text.text.trim())) ? 'text' : null;
}
