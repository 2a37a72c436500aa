import { newId } from '@callcenter/ui';

const place = 'callcenter.tab';

function read(): string | null {
  try {
    return sessionStorage.getItem(place);
  } catch {
    return null;
  }
}

/**
 * The name of this tab: kept over a reload, so that the server gives the phone back to it. A duplicated tab copies the session storage
 * of the first: the lock shows that the name is in use, and the copy takes a new one.
 */
export async function tabName(): Promise<string> {
  const former = read();
  const name = former && (await claim(former)) ? former : newId();
  if (name !== former) {
    await claim(name);
  }

  try {
    sessionStorage.setItem(place, name);
  } catch {
    // Without storage a reload is a new tab: the server hands the phone over after a question.
  }

  return name;
}

// Holds the lock as long as the page lives; false when another page has it. A page that is being left lets go within moments.
async function claim(name: string): Promise<boolean> {
  if (!navigator.locks) {
    return true;
  }

  for (let round = 0; round < 5; round++) {
    const got = await new Promise<boolean>((resolve) => {
      navigator.locks
        .request(`callcenter.tab.${name}`, { ifAvailable: true }, (lock) => {
          resolve(lock !== null);
          return lock ? new Promise<void>(() => {}) : undefined;
        })
        .catch(() => resolve(true));
    });
    if (got) {
      return true;
    }

    await new Promise((resolve) => setTimeout(resolve, 100));
  }

  return false;
}
