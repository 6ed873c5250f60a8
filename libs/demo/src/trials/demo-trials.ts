import type { ExperimentTemplate, Verdict } from '@groundswell/contracts';

/** An experiment of the simulated product, on people as they sign up. `from` and `to` are local dates, both included. */
export interface DemoTrial {
  key: string;
  name: string;
  template: ExperimentTemplate;
  hypothesis: string;
  from: string;
  /** Null: it still runs. */
  to: string | null;
  /** Share of those who sign up. */
  coverage: number;
  /** The control first; one half each. */
  variations: readonly [DemoVariation, DemoVariation];
  goal: { name: string; event: string };
  /** People that it was planned for. */
  plannedPeople: number;
  decision: DemoDecision | null;
}

export interface DemoVariation {
  key: string;
  name: string;
  /** The truth: the share of its people who reach the goal. */
  rate: number;
}

export interface DemoDecision {
  verdict: Verdict;
  shipped: string | null;
  reason: string;
  learned: string;
  isArchived: boolean;
}

/** One without an effect, one that was shipped, one that runs and leads. No other event of the demo hangs on them. */
export const demoTrials: readonly DemoTrial[] = [
  {
    key: 'suggested-questions',
    name: 'Suggested questions on the first screen',
    template: 'onboarding',
    hypothesis: 'Newcomers do not know what to ask: three suggestions make more of them try a second topic.',
    ...{ from: '2023-11-06', to: '2023-12-17', coverage: 1, plannedPeople: 2_400 },
    variations: [
      { key: 'control', name: 'Empty screen', rate: 0.3 },
      { key: 'suggestions', name: 'Three suggestions', rate: 0.3 },
    ],
    goal: { name: 'Second topic tried', event: 'Topic Changed' },
    decision: {
      verdict: 'keepControl',
      shipped: 'control',
      reason: 'The planned people were in and no difference was seen.',
      learned:
        'Suggestions were read and not used: whoever signs up has a question already. Not worth another try for newcomers.',
      isArchived: true,
    },
  },
  {
    key: 'onboarding-tour',
    name: 'Short tour after sign-up',
    template: 'onboarding',
    hypothesis:
      'A tour of thirty seconds shows what files and long texts are for, so that more people set up.',
    ...{ from: '2024-01-15', to: '2024-02-25', coverage: 0.5, plannedPeople: 4_000 },
    variations: [
      { key: 'control', name: 'No tour', rate: 0.4 },
      { key: 'tour', name: 'Short tour', rate: 0.46 },
    ],
    goal: { name: 'Onboarding completed', event: 'Onboarding Completed' },
    decision: {
      verdict: 'ship',
      shipped: 'tour',
      reason: 'Clearly more people complete the onboarding, and nobody comes back less.',
      learned:
        'A short tour helps people to set up. It did not bring more of them back: what they meet later does.',
      isArchived: false,
    },
  },
  {
    key: 'referral-reward',
    name: 'Double credits for an invite',
    template: 'referralIncentive',
    hypothesis: 'Twice the credits make more newcomers copy their invite link in the first day.',
    ...{ from: '2024-03-11', to: null, coverage: 0.12, plannedPeople: 8_000 },
    variations: [
      { key: 'control', name: '50 credits', rate: 0.1 },
      { key: 'double', name: '100 credits', rate: 0.13 },
    ],
    goal: { name: 'Invite link copied', event: 'Invite Link Copied' },
    decision: null,
  },
];

const OF_TRIALS = new Set(['Experiment Viewed', ...demoTrials.map(({ goal }) => goal.event)]);

/** Whether it was sent because of a trial: what somebody saw, or a goal, which nothing else reaches. */
export const isOfTrial = ({ event }: { event?: string }): boolean =>
  event !== undefined && OF_TRIALS.has(event);
