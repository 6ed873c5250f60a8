import Typography from '@mui/material/Typography';
import { useFormat } from '../../i18n/useFormat.js';
import { useTranslate } from 'react-admin';
import { verdictOf } from './results.js';
import { useResults } from '../useExperiments.js';

/** Health at a glance, and how its goal stands. */
export function HealthNote({ id }: { id: number }) {
  const translate = useTranslate();
  const format = useFormat();
  const { data, error } = useResults(id);
  if (error) return <Typography variant="body2">–</Typography>;
  if (!data) return null;
  const isNew = data.variations.every(({ exposed }) => exposed === 0);
  const { alarm } = data.health.srm;
  const text = isNew ? 'verdict.nobody' : alarm ? 'healthOf.alarm' : 'healthOf.good';
  const color = isNew ? 'warning.main' : alarm ? 'error.main' : 'success.main';
  const sentence = verdictOf(data);
  return (
    <>
      <Typography variant="body2" data-testid="health" sx={{ color, fontWeight: 600 }}>
        {translate(`gs.experiments.${text}`)}
      </Typography>
      {'found' in sentence && (
        <Typography variant="body2" color="text.secondary" data-testid="standing">
          {translate(`gs.experiments.standing.${sentence.kind}`, {
            lift: format.change(sentence.found.lift),
          })}
        </Typography>
      )}
    </>
  );
}
