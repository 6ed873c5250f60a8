import Stack from '@mui/material/Stack';
import { useTranslate } from 'react-admin';
import { Segmented } from '../layout/Segmented.js';
import { useUrlState } from '../layout/useUrlState.js';
import { TrafficSwitch } from '../traffic/TrafficSwitch.js';
import { INTERVALS, type Interval } from './local-date.js';
import { RangeNote } from './RangeNote.js';
import { RangePicker } from './RangePicker.js';
import type { Days, RangeChoice } from './range.js';

interface Props {
  choice: RangeChoice;
  days: Days;
  interval: Interval;
  onRange(choice: RangeChoice): void;
}

/** Which days a report covers, in which steps, and whose events count. */
export function ReportControls({ choice, days, interval, onRange }: Props) {
  const translate = useTranslate();
  const [, change] = useUrlState();
  return (
    <Stack direction="row" gap={1} flexWrap="wrap" alignItems="center">
      <RangePicker choice={choice} days={days} onChange={onRange} />
      <Segmented<Interval>
        label={translate('gs.interval.label')}
        value={interval}
        options={INTERVALS.map((value) => ({ value, label: translate(`gs.interval.${value}`) }))}
        onChange={(value) => change({ interval: value })}
      />
      <RangeNote {...days} />
      <TrafficSwitch days={days} />
    </Stack>
  );
}
