import { referralDefinitionSchema } from '@groundswell/contracts';

/** How the invites of the demo are read: codes belong to people, and are taken up within 14 days. */
export const demoReferral = {
  name: 'Invite a friend',
  definition: referralDefinitionSchema.parse({
    memberEvent: 'Signed Up',
    inviteEvent: 'Invite Sent',
    signupEvent: 'Invite Accepted',
    activationEvent: 'Message Sent',
    inviteDays: 30,
    windowDays: 15,
    activationDays: 7,
    rules: { burst: { signups: 5, minutes: 60 } },
    rewards: { unit: 'credits', inviter: 100, invitee: 50, holdDays: 7, mostPerInviter: 20 },
  }),
};
