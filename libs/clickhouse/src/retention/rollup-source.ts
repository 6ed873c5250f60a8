import { rollupOf } from '../conditions/rollup.js';
import { type PeriodSource, periodOf } from './context.js';

export const periodsFromRollup: PeriodSource = (context, selection, { from, to }) => {
  const { project, people, bindings } = context;
  const rollup = rollupOf(selection, project.activeEvents, bindings);
  const since = from === null ? '' : `AND local_date >= ${bindings.bind(from, 'Date')}`;
  return `
    SELECT ${periodOf(context, 'local_date', from)} AS period,
           ${people.bitmap('groupBitmapMergeState(people)')} AS people
    FROM ${rollup.table}
    WHERE project_id = ${bindings.bind(project.id, 'UInt32')}
      AND local_date <= ${bindings.bind(to, 'Date')} ${since}
      AND ${rollup.condition}
    GROUP BY period`;
};
