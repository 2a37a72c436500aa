import type { ReactNode } from 'react';
import { create } from 'zustand';

export interface Question {
  title: string;
  /** What happens, and whether it can be undone. */
  text?: ReactNode;
  /** What the button does, as a verb; by default "Yes". */
  action?: string;
  /** By default "Cancel". */
  cancel?: string;
  /** What it does cannot be undone: the button is red. */
  danger?: boolean;
}

interface Asked extends Question {
  answer(yes: boolean): void;
}

interface ConfirmState {
  asked: Asked | null;
}

/** The question that waits for an answer. */
export const useConfirm = create<ConfirmState>()(() => ({ asked: null }));

/** Asks before what cannot be undone; true when the person goes on. A question that was still open counts as "no". */
export function confirm(question: Question): Promise<boolean> {
  useConfirm.getState().asked?.answer(false);
  return new Promise((resolve) => {
    const asked: Asked = {
      ...question,
      answer(yes) {
        useConfirm.setState((state) => (state.asked === asked ? { asked: null } : state));
        resolve(yes);
      },
    };
    useConfirm.setState({ asked });
  });
}
