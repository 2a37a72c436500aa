import i18next from 'i18next';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import styles from './CrashGuard.module.css';

export interface CrashGuardProps {
  children: ReactNode;
  onCrash?(text: string): void;
  /** What it means for the person; by default the agent's: the call goes on. Asked when it happens. */
  text?(): string;
}

/** Keeps a fault in one screen from leaving a person with a white page: says what it means, and a button loads the page again. */
export class CrashGuard extends Component<CrashGuardProps, { crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError(): { crashed: boolean } {
    return { crashed: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    this.props.onCrash?.(`${error.stack ?? error.message}\n${info.componentStack ?? ''}`);
  }

  override render(): ReactNode {
    if (!this.state.crashed) {
      return this.props.children;
    }

    return (
      <main className={styles.crash} role="alert">
        <h1>{i18next.t('crash.title', { ns: 'common' })}</h1>
        <p>{this.props.text?.() ?? i18next.t('crash.text', { ns: 'common' })}</p>
        <button type="button" onClick={() => location.reload()}>
          {i18next.t('crash.reload', { ns: 'common' })}
        </button>
      </main>
    );
  }
}
