import type { ReferralProgram } from '@groundswell/contracts';
import type { ProgramValues } from './useReferral.js';

/** A programme as a form holds it: text, empty where there is nothing. */
export type ProgramFields = Record<
  | 'name'
  | 'memberEvent'
  | 'inviteEvent'
  | 'visitEvent'
  | 'linkTarget'
  | 'signupEvent'
  | 'activationEvent'
  | (typeof CODES)[number]
  | (typeof DAYS)[number]
  | 'device'
  | 'ip'
  | 'payment'
  | 'burstSignups'
  | 'burstMinutes'
  | 'unit'
  | 'rewardInviter'
  | 'rewardInvitee'
  | 'holdDays'
  | 'mostPerInviter',
  string
>;

const CODES = ['inviteCode', 'visitCode', 'signupCode'] as const;
const DAYS = ['inviteDays', 'windowDays', 'activationDays'] as const;
const NEEDED = ['name', 'memberEvent', 'inviteEvent', 'signupEvent', ...CODES, ...DAYS] as const;

const NEW: ProgramFields = {
  name: '',
  memberEvent: '',
  inviteEvent: '',
  visitEvent: '',
  signupEvent: '',
  activationEvent: '',
  linkTarget: '',
  inviteCode: 'inviteCode',
  visitCode: 'inviteCode',
  signupCode: 'inviteCode',
  inviteDays: '30',
  windowDays: '14',
  activationDays: '7',
  device: '',
  ip: '',
  payment: '',
  burstSignups: '',
  burstMinutes: '',
  unit: '',
  rewardInviter: '',
  rewardInvitee: '',
  holdDays: '7',
  mostPerInviter: '',
};

export function fieldsOf(program?: ReferralProgram): ProgramFields {
  if (!program) return NEW;
  const { rules, rewards, ...definition } = program.definition;
  const { burst, ...signals } = rules;
  const text = (values: object) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value ?? '')]));
  return {
    ...NEW,
    ...text(definition),
    ...text(signals),
    name: program.name,
    burstSignups: String(burst?.signups ?? ''),
    burstMinutes: String(burst?.minutes ?? ''),
    ...(rewards && {
      unit: rewards.unit,
      rewardInviter: String(rewards.inviter),
      rewardInvitee: String(rewards.invitee),
      holdDays: String(rewards.holdDays),
      mostPerInviter: String(rewards.mostPerInviter ?? ''),
    }),
  };
}

/** Whether it can be saved: what is needed is there, of a burst both numbers or none, and of rewards what they count. */
export function isWhole(fields: ProgramFields): boolean {
  const isBurstWhole = (fields.burstSignups === '') === (fields.burstMinutes === '');
  const hasAmounts = fields.rewardInviter !== '' || fields.rewardInvitee !== '';
  const isRewardWhole = (fields.unit.trim() !== '') === hasAmounts;
  return isBurstWhole && isRewardWhole && NEEDED.every((name) => fields[name].trim() !== '');
}

export function valuesOf(fields: ProgramFields): ProgramValues {
  const text = (name: keyof ProgramFields) => fields[name].trim();
  const orNull = (name: keyof ProgramFields) => text(name) || null;
  const number = (name: keyof ProgramFields) => Number(fields[name]);
  return {
    name: text('name'),
    definition: {
      memberEvent: text('memberEvent'),
      inviteEvent: text('inviteEvent'),
      visitEvent: orNull('visitEvent'),
      signupEvent: text('signupEvent'),
      activationEvent: orNull('activationEvent'),
      linkTarget: orNull('linkTarget'),
      inviteCode: text('inviteCode'),
      visitCode: text('visitCode'),
      signupCode: text('signupCode'),
      inviteDays: number('inviteDays'),
      windowDays: number('windowDays'),
      activationDays: number('activationDays'),
      rules: {
        device: orNull('device'),
        ip: orNull('ip'),
        payment: orNull('payment'),
        burst:
          fields.burstSignups === ''
            ? null
            : { signups: number('burstSignups'), minutes: number('burstMinutes') },
      },
      rewards:
        text('unit') === ''
          ? null
          : {
              unit: text('unit'),
              inviter: number('rewardInviter'),
              invitee: number('rewardInvitee'),
              holdDays: number('holdDays'),
              mostPerInviter: fields.mostPerInviter === '' ? null : number('mostPerInviter'),
            },
    },
  };
}
