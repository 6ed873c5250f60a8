import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { useResults } from '../useExperiments.js';

/** Health at a glance. */
export function HealthNote({ id }: { id: number }) {
  const translate = useTranslate();
  const { data, error } = useResults(id);
  if (error) return <Typography variant="body2">–</Typography>;
  if (!data) return null;
  const isNew = data.variations.every(({ exposed }) => exposed === 0);
  const { alarm } = data.health.srm;
  const text = isNew ? 'verdict.nobody' : alarm ? 'healthOf.alarm' : 'healthOf.good';
  const color = isNew ? 'warning.main' : alarm ? 'error.main' : 'success.main';
  return (
    <Typography variant="body2" data-testid="health" sx={{ color, fontWeight: 600 }}>
      {translate(`gs.experiments.${text}`)}
    </Typography>
  );
}
