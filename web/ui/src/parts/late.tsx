import { type ComponentType, type ReactNode, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './late.module.css';

/** A component that is not part of the first load. */
export interface LatePart<P> {
  /** Undefined until it was fetched. */
  component: ComponentType<P> | undefined;
  fetch(): Promise<void>;
}

const parts: LatePart<never>[] = [];

/** Names a component to be fetched later: ahead of its use by {@link fetchLateParts}, or when it is needed. */
export function latePart<P>(load: () => Promise<{ default: ComponentType<P> }>): LatePart<P> {
  const part: LatePart<P> = {
    component: undefined,
    async fetch() {
      part.component ??= (await load()).default;
    },
  };
  parts.push(part as LatePart<never>);
  return part;
}

export interface LateProps<P> {
  part: LatePart<P>;
  /** Its properties. */
  give: P;
  /** Shown while it is fetched. */
  waiting?: ReactNode;
}

/** Such a component in its place. When it cannot be fetched it says so there and can be tried again: the page stays. */
export function Late<P extends object>({ part, give, waiting = null }: LateProps<P>) {
  const [, setHere] = useState(false);
  const [failures, setFailures] = useState(0);
  const [trying, setTrying] = useState(true);
  const get = useCallback(() => {
    setTrying(true);
    part
      .fetch()
      .then(
        () => setHere(true),
        () => setFailures((count) => count + 1),
      )
      .finally(() => setTrying(false));
  }, [part]);
  useEffect(() => {
    if (!part.component) {
      get();
    }
  }, [part, get]);
  if (part.component) {
    return <part.component {...give} />;
  }

  return trying ? waiting : <NotFetched failures={failures} onRetry={get} />;
}

/** Fetches all of them ahead of their use; what cannot be fetched is tried again when it is needed. */
export async function fetchLateParts(): Promise<void> {
  await Promise.allSettled(parts.map((part) => part.fetch()));
}

// Browsers may remember that a file was not there: the second time the page is loaded again.
function NotFetched({ failures, onRetry }: { failures: number; onRetry(): void }) {
  const { t } = useTranslation();
  const again = failures > 1;
  return (
    <p className={styles.missing} role="alert">
      {t('partMissing')}{' '}
      <button type="button" onClick={again ? () => location.reload() : onRetry}>
        {again ? t('crash.reload') : t('retry')}
      </button>
    </p>
  );
}
