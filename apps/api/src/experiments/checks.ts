import type { Check, PlanAnswer } from '@groundswell/contracts';
import type { ExperimentEntity } from '@groundswell/postgres';

type Values = Record<string, string | number>;

/** An item of the checklist: `code` says which sentence it is, `values` what it holds, for other languages. */
const item =
  (outcome: Check['outcome']) =>
  (check: Check['check'], said: string, detail: string, values: Values = {}): Check => ({
    ...{ check, outcome, detail, code: `${check}_${said}`, values },
  });
export const passed = item('passed');
export const warning = item('warning');
export const blocking = item('blocking');

export function goalCheck({ metrics }: ExperimentEntity): Check {
  return metrics.some(({ role }) => role === 'goal')
    ? passed('goal', 'there', 'It has a goal metric.')
    : blocking('goal', 'none', 'It has no goal metric. Choose the one that the verdict is about.');
}

/** Of metrics that were archived since they were chosen; none: nothing to be said. */
export function archivedCheck(archived: string[]): Check[] {
  if (archived.length === 0) return [];
  const names = archived.map((name) => `"${name}"`).join(', ');
  const sentence = `These metrics are archived: ${names}. Bring them back, or choose others.`;
  return [blocking('metrics', 'archived', sentence, { names })];
}

/** Of the holdout that it keeps to; none: nothing to be said. One that does not run holds nobody out. */
export function holdoutCheck(holdout: Pick<ExperimentEntity, 'name' | 'state'> | null): Check[] {
  if (!holdout) return [];
  const { name, state } = holdout;
  if (state === 'running')
    return [passed('holdout', 'runs', `Whom "${name}" holds out is not in it.`, { name })];
  if (state === 'draft')
    return [
      warning(
        'holdout',
        'draft',
        `"${name}" has not been started: nobody is held out of this test before that, and some leave it then.`,
        { name },
      ),
    ];
  return [warning('holdout', 'over', `"${name}" is over: it holds nobody out any more.`, { name })];
}

export function hypothesisCheck({ hypothesis }: ExperimentEntity): Check {
  return hypothesis !== ''
    ? passed('hypothesis', 'there', 'The hypothesis is written down.')
    : warning('hypothesis', 'none', 'There is no hypothesis. Say what is expected to change, and why.');
}

export function targetingCheck({ peoplePerDay, history, notCounted }: PlanAnswer): Check {
  if (!history)
    return warning(
      'targeting',
      'noHistory',
      'This project has no events yet, so nobody knows how many will be in it.',
    );
  if (!peoplePerDay)
    return warning(
      'targeting',
      'nobody',
      'Nobody of the last four weeks would have been in it. Look at whom it targets.',
    );
  const about = `About ${peoplePerDay} new people a day would be in it.`;
  if (notCounted.length === 0) return passed('targeting', 'perDay', about, { people: peoplePerDay });
  const names = notCounted.join(', ');
  const without = ` History does not know ${names}, so they may be fewer.`;
  return passed('targeting', 'perDayOrFewer', about + without, { people: peoplePerDay, names });
}

export function metricDataCheck({ baseline, history, problemCode }: PlanAnswer): Check {
  if (baseline && baseline.mean !== 0 && baseline.variance > 0)
    return passed('metricData', 'there', 'The goal has data of the last four weeks.');
  if (history && problemCode === 'baselineUnknown')
    return passed(
      'metricData',
      'unknown',
      'History does not tell what the goal comes to; watch it after the start.',
    );
  return warning(
    'metricData',
    'none',
    'The goal has no data of the last four weeks. Is its event being sent?',
  );
}

/** More than two months, and people have long lost their cookies. */
const LONG_DAYS = 60;

export function powerCheck({ people, days }: PlanAnswer, { settings, kind }: ExperimentEntity): Check {
  const share = settings.minimumEffect;
  const effect = `${Number((share * 100).toPrecision(3))} %`;
  if (people === null)
    return warning('power', 'unknown', `It is not known how long it takes to see a lift of ${effect}.`, {
      effect: share,
    });
  if (days === null)
    return warning(
      'power',
      'never',
      `A lift of ${effect} needs ${people} people, more than come in two years.`,
      { effect: share, people },
    );
  const sentence = `A lift of ${effect} needs ${people} people, about ${days} days.`;
  const values = { effect: share, people, days };
  if (days > LONG_DAYS && kind === 'test') {
    const advice = 'Aim at a larger effect, or test with more people.';
    return warning('power', 'long', `${sentence} ${advice}`, values);
  }
  return passed('power', 'days', sentence, values);
}
