import { referralDefinitionSchema } from '@groundswell/contracts';
import { describe, expect, it } from '@jest/globals';
import { fieldsOf, isWhole, valuesOf } from './program-fields.js';

const definition = referralDefinitionSchema.parse({
  memberEvent: 'Signed Up',
  inviteEvent: 'Invite Sent',
  signupEvent: 'Invite Accepted',
  rules: { device: 'deviceId', burst: { signups: 5, minutes: 60 } },
  rewards: { unit: 'CNY', inviter: 10, invitee: 5, mostPerInviter: 3 },
});
const program = { id: 1, name: 'Friends', definition, version: 1, createdAt: '' };

describe('the form of a programme', () => {
  it('gives back what it was opened with', () => {
    expect(valuesOf(fieldsOf(program))).toEqual({ name: 'Friends', definition });
  });

  it('is whole with its events, and both numbers of a burst or none', () => {
    expect(isWhole(fieldsOf())).toBe(false);
    expect(isWhole(fieldsOf(program))).toBe(true);
    expect(isWhole({ ...fieldsOf(program), burstMinutes: '' })).toBe(false);
    expect(isWhole({ ...fieldsOf(program), unit: '' })).toBe(false);
    expect(isWhole({ ...fieldsOf(program), unit: '', rewardInviter: '', rewardInvitee: '' })).toBe(true);
    expect(
      valuesOf({ ...fieldsOf(program), burstMinutes: '', burstSignups: '' }).definition.rules.burst,
    ).toBe(null);
  });
});
