import type { BenchmarkMean } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';
import { BeforeTable } from '../layout/BeforeTable.js';
import { Panel } from '../layout/Panel.js';

/** Each subject's mean figure beside that of as many days right before. */
export function MarketBefore({ subjects }: { subjects: BenchmarkMean[] }) {
  const translate = useTranslate();
  const label = translate('gs.market.beforeTitle');
  const rows = subjects.map(({ subject, ...means }) => ({
    key: subject ?? '',
    name: subject ?? translate('gs.market.own'),
    ...means,
  }));
  return (
    <Panel title={label} isFlush testId="market-before">
      <BeforeTable label={label} head={translate('gs.market.subject')} rows={rows} />
    </Panel>
  );
}
