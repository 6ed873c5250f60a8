import type { Check } from '@groundswell/contracts';
import BlockIcon from '@mui/icons-material/BlockOutlined';
import PassedIcon from '@mui/icons-material/CheckCircleOutlined';
import WarningIcon from '@mui/icons-material/WarningAmberOutlined';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { ReportBody } from '../feedback/ReportBody.js';
import { useFormat } from '../i18n/useFormat.js';
import { Panel } from '../layout/Panel.js';
import { useChecklist } from './useExperiments.js';

const ICONS = {
  passed: <PassedIcon fontSize="small" color="success" />,
  warning: <WarningIcon fontSize="small" color="warning" />,
  blocking: <BlockIcon fontSize="small" color="error" />,
};

/** What is looked at before a start, what blocks it first. */
export function ChecklistPanel({ id }: { id: number }) {
  const translate = useTranslate();
  return (
    <Panel title={translate('gs.experiments.checklist.title')} testId="checklist">
      <ReportBody report={useChecklist(id)} height={160}>
        {({ checks }) => (
          <Stack component="ul" spacing={1} sx={{ m: 0, p: 0, listStyle: 'none' }}>
            {checks.map((check) => (
              <CheckRow key={check.check} {...check} />
            ))}
          </Stack>
        )}
      </ReportBody>
    </Panel>
  );
}

function CheckRow({ check, outcome, detail, code, values }: Check) {
  const translate = useTranslate();
  const said = useSaid();
  return (
    <Stack component="li" direction="row" gap={1} data-testid={`check-${check}`} data-outcome={outcome}>
      <Box role="img" aria-label={translate(`gs.experiments.checklist.${outcome}`)} sx={{ lineHeight: 0 }}>
        {ICONS[outcome]}
      </Box>
      <Typography variant="body2">
        <strong>{translate(`gs.experiments.checks.${check}`)}</strong>{' '}
        {translate(`gs.experiments.checkTexts.${code}`, {
          ...said(values),
          smart_count: Number(values.days ?? 0),
          _: detail,
        })}
      </Typography>
    </Stack>
  );
}

/** Values of a sentence as the reader writes numbers, shares and times. */
function useSaid(): (values: Check['values']) => Record<string, string> {
  const format = useFormat();
  const said = (name: string, value: string | number) => {
    if (name === 'effect') return format.percent(Number(value));
    if (name === 'at') return format.instant(String(value));
    return typeof value === 'number' ? format.number(value) : value;
  };
  return (values) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, said(name, value)]));
}
