import { useTranslate } from 'react-admin';
import { type GrowthAccountingAsk, useReport } from '../api/useReport.js';
import { ReportBody } from '../feedback/ReportBody.js';
import { BeforeTable } from '../layout/BeforeTable.js';
import { Panel } from '../layout/Panel.js';

/** Means of the whole periods beside those of as many days right before. */
export function GrowthBefore({ query }: { query: GrowthAccountingAsk }) {
  const translate = useTranslate();
  const report = useReport<GrowthAccountingAsk>({ ...query, compare: 'previous' });
  const label = translate('gs.growth.beforeTitle', { period: translate(`gs.interval.${query.interval}`) });
  return (
    <Panel title={label} isFlush testId="growth-before">
      <ReportBody report={report} height={220}>
        {({ previous }) => (
          <BeforeTable
            label={label}
            rows={(previous?.means ?? []).map(({ count, ...means }) => ({
              key: count,
              name: translate(`gs.growth.${count}`),
              ...means,
            }))}
          />
        )}
      </ReportBody>
    </Panel>
  );
}
