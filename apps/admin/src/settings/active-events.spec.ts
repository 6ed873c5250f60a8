import { describe, expect, it } from '@jest/globals';
import type { ActiveEvents } from '@groundswell/contracts';
import { type ActiveMode, modeOf, namesOf, toActiveEvents } from './active-events.js';

describe('active events', () => {
  const cases: [ActiveMode, string[], ActiveEvents][] = [
    ['default', [], {}],
    ['only', ['Chat Started'], { only: ['Chat Started'] }],
    ['except', ['Heartbeat'], { except: ['Heartbeat'] }],
  ];
  it.each(cases)('%s of %p is %p, there and back', (mode, names, active) => {
    expect(toActiveEvents(mode, names)).toEqual(active);
    expect(modeOf(active)).toBe(mode);
    expect(namesOf(active)).toEqual(names);
  });
});
