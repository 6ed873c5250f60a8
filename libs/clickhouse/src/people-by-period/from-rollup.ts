import { rollupsOf } from '../conditions/rollup.js';
import { type PeriodSource, periodOf } from './period-source.js';

export const periodsFromRollup: PeriodSource = (context, selection, { from, to }) => {
  const { query, project, people, bindings } = context;
  const since = from === null ? '' : `AND local_date >= ${bindings.bind(from, 'Date')}`;
  const daily = rollupsOf(selection, project, query.traffic, bindings).map(
    ({ table, people: cut, condition }) => `
    SELECT local_date, ${cut} AS people
    FROM ${table}
    WHERE project_id = ${bindings.bind(project.id, 'UInt32')}
      AND local_date <= ${bindings.bind(to, 'Date')} ${since}
      AND ${condition}`,
  );
  return `
    SELECT ${periodOf(context, 'local_date', from)} AS period,
           ${people.bitmap('groupBitmapMergeState(people)')} AS people
    FROM (${daily.join(' UNION ALL ')})
    GROUP BY period`;
};
