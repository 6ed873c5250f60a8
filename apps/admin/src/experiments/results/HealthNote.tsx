import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useFormat } from '../../i18n/useFormat.js';
import { useTranslate } from 'react-admin';
import { verdictOf } from './results.js';
import { useResults } from '../useExperiments.js';
import { useHealthText } from './useHealthText.js';

const COLORS = { good: 'success.main', warn: 'warning.main', bad: 'error.main' } as const;

/** Health at a glance, and how its goal stands. */
export function HealthNote({ id }: { id: number }) {
  const translate = useTranslate();
  const format = useFormat();
  const healthText = useHealthText();
  const { data, error } = useResults(id);
  if (error) return <Typography variant="body2">–</Typography>;
  if (!data) return <Skeleton aria-busy width={96} />;
  const { text, tone } = healthText(data);
  const sentence = verdictOf(data);
  return (
    <>
      <Typography variant="body2" data-testid="health" sx={{ color: COLORS[tone], fontWeight: 600 }}>
        {text}
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
