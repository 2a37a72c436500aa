import { create } from 'zustand';
import { newId } from '../keeping';

export type ToastTone = 'info' | 'good' | 'warning' | 'bad';

export interface Toast {
  id: string;
  tone: ToastTone;
  text: string;
  /** Seconds it stays. */
  seconds: number;
  /** A button, for example to undo. */
  action?: { label: string; run(): void };
}

interface ToastState {
  toasts: readonly Toast[];
  show(toast: Omit<Toast, 'id' | 'seconds'> & { seconds?: number }): string;
  dismiss(id: string): void;
}

const most = 4;

/** Short notices at the edge of the screen; at most four, the oldest goes first. */
export const useToasts = create<ToastState>()((set, get) => ({
  toasts: [],
  show(toast) {
    const id = newId();
    const same = (other: Toast) => other.text === toast.text && !toast.action;
    const full: Toast = { seconds: toast.tone === 'bad' ? 8 : 5, ...toast, id };
    set({ toasts: [...get().toasts.filter((other) => !same(other)), full].slice(-most) });
    return id;
  },
  dismiss(id) {
    set({ toasts: get().toasts.filter((toast) => toast.id !== id) });
  },
}));

/** For code that is no component. */
export const showToast: ToastState['show'] = (toast) => useToasts.getState().show(toast);
