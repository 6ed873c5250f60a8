import { type Store, localStorageStore } from 'react-admin';

/** What belongs to the browser, whoever is signed in: react-admin's language and colours. */
const KEPT: readonly string[] = ['locale', 'theme'];

/**
 * What the person chose, for the next time. React-admin empties its store at a sign-out and when a session has expired; language
 * and colours stay.
 */
export function preferencesStore(store: Store = localStorageStore(undefined, 'Groundswell')): Store {
  return {
    ...store,
    reset: () => {
      const kept = KEPT.map((key) => [key, store.getItem<unknown>(key)] as const);
      store.reset();
      for (const [key, value] of kept) if (value !== undefined) store.setItem(key, value);
    },
  };
}
