import { describe, expect, it } from '@jest/globals';
import type { AcceptedEvent } from '@groundswell/contracts';
import type { Candidate } from '../candidate.js';
import { type IdentityClaim, toClaim } from '@groundswell/ingestion';
import { identify } from './identify.js';

const event = (changes: Partial<AcceptedEvent>) => ({ type: 'track', ...changes }) as AcceptedEvent;

describe('toClaim', () => {
  it.each<[string, Partial<AcceptedEvent>, IdentityClaim]>([
    ['an anonymous event', { anonymousId: 'a' }, { anonymousId: 'a', identify: false }],
    [
      'an event with both ids',
      { userId: 'u', anonymousId: 'a' },
      { userId: 'u', anonymousId: 'a', identify: false },
    ],
    [
      'an identify with traits',
      { type: 'identify', userId: 'u', traits: { plan: 'pro' } },
      { userId: 'u', identify: true, traits: { plan: 'pro' } },
    ],
    [
      'an alias, whose previous id is linked rather than the device',
      { type: 'alias', messageId: 'm', userId: 'u', previousId: 'p', anonymousId: 'a' },
      { userId: 'u', anonymousId: 'p', identify: true, alias: 'm' },
    ],
    [
      'an alias without a user, which links nothing',
      { type: 'alias', previousId: 'p', anonymousId: 'a' },
      { anonymousId: 'a', identify: false },
    ],
    [
      'a group, whose traits are not the person’s',
      { type: 'group', userId: 'u', traits: { seats: 5 } },
      { userId: 'u', identify: false },
    ],
  ])('%s', (_name, changes, claim) => {
    expect(toClaim(event(changes))).toEqual(claim);
  });
});

describe('identify', () => {
  const candidate = (projectId: number, userId: string) =>
    ({ project: { id: projectId }, parsed: { event: event({ projectId, userId }) } }) as Candidate;

  it('resolves each project by itself and hands the people back in log order', async () => {
    const asked: [number, (string | undefined)[]][] = [];
    const resolve = (projectId: number, claims: IdentityClaim[]) => {
      asked.push([projectId, claims.map((claim) => claim.userId)]);
      const merges = [{ projectId, fromPersonId: 2, intoPersonId: 1, sequence: 1 }];
      return Promise.resolve({ personIds: claims.map((_, at) => projectId * 100 + at), merges });
    };
    const mixed = [candidate(1, 'a'), candidate(2, 'b'), candidate(1, 'c'), candidate(2, 'd')];
    const { personIds, merges } = await identify(mixed, { resolve });
    expect(asked).toEqual([
      [1, ['a', 'c']],
      [2, ['b', 'd']],
    ]);
    expect(personIds).toEqual([100, 200, 101, 201]);
    expect(merges.map((merge) => merge.projectId)).toEqual([1, 2]);
  });
});
