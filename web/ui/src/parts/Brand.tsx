import styles from './Brand.module.css';

/** Mark and name of an application. */
export function Brand({ name }: { name: string }) {
  return (
    <div className={styles.brand}>
      <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="#1d4fd7" />
        <path d="M8 17v-2a8 8 0 0 1 16 0v2" fill="none" stroke="#fff" strokeWidth="2.4" strokeLinecap="round" />
        <rect x="6.5" y="16" width="4.6" height="7.4" rx="2" fill="#fff" />
        <rect x="20.9" y="16" width="4.6" height="7.4" rx="2" fill="#fff" />
      </svg>
      <h1>{name}</h1>
    </div>
  );
}
