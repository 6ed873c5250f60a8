import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';
import { useUrlState } from '../layout/useUrlState.js';
import { useProject } from '../projects/ProjectContext.js';
import { lackBefore } from './data-before.js';
import type { Days } from './range.js';

interface Compared {
  isCompared: boolean;
  onChange(isCompared: boolean): void;
}

interface Props extends Compared {
  /** What is compared; left out where others' data are, which may begin earlier than the project's. */
  days?: Days;
}

/** Puts as many days right before beside those of the range. */
export function CompareSwitch({ isCompared, onChange, days }: Props) {
  const translate = useTranslate();
  return (
    <>
      <FormControlLabel
        control={
          <Switch size="small" checked={isCompared} onChange={(_event, checked) => onChange(checked)} />
        }
        label={translate('gs.trends.compare')}
        slotProps={{ typography: { variant: 'body2' } }}
        sx={{ mr: 0.5, ml: 0, gap: 0.5 }}
      />
      {isCompared && days && <LackNote days={days} />}
    </>
  );
}

/** A nought of days without data is none: says so. */
function LackNote({ days }: { days: Days }) {
  const translate = useTranslate();
  const format = useFormat();
  const { firstDay } = useProject().project;
  const lack = lackBefore(days, firstDay);
  if (lack === null || firstDay === null) return null;
  return (
    <Typography variant="caption" color="text.secondary" role="status" data-testid="lacks-before">
      {translate(`gs.trends.lacks.${lack}`, { day: format.day(firstDay) })}
    </Typography>
  );
}

/** What the switch says, kept by the URL. */
export function useCompared(): Compared {
  const [params, change] = useUrlState();
  return {
    isCompared: params.get('compare') === '1',
    onChange: (isCompared) => change({ compare: isCompared ? '1' : null }),
  };
}
