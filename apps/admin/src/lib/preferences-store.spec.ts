import { expect, it } from '@jest/globals';
import { memoryStore } from 'react-admin';
import { preferencesStore } from './preferences-store.js';

it('keeps language and colours over a sign-out, and nothing of the person', () => {
  const chosen = { locale: 'zh', theme: 'dark', 'gs.lastProject': 7 };
  const store = preferencesStore(memoryStore(chosen));
  store.setup();
  store.reset();
  const left = Object.keys(chosen).map((key) => store.getItem<unknown>(key));
  expect(left).toEqual(['zh', 'dark', undefined]);
});
