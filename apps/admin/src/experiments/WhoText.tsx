import type { Assignment } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';
import { useCohorts } from '../cohorts/useCohorts.js';
import { useFormat } from '../i18n/useFormat.js';
import { useAllHoldouts, useLayers } from './useExperiments.js';

type Props = Pick<Assignment, 'condition' | 'cohortIds' | 'coverage' | 'layer' | 'holdoutId'>;

/** Who is in a test, a line each: by condition, cohort, share, layer and holdout. */
export function WhoText({ condition, cohortIds, coverage, layer, holdoutId }: Props) {
  const translate = useTranslate();
  const format = useFormat();
  const cohorts = useCohorts().data ?? [];
  const layers = useLayers().data?.data ?? [];
  const holdouts = useAllHoldouts().data?.data ?? [];
  const nameOf = (all: readonly { id: number; name: string }[], id: number) =>
    all.find((one) => one.id === id)?.name ?? String(id);
  const say = (key: string, values: object) => translate(`gs.experiments.setup.${key}`, values);
  const lines = [
    cohortIds.length > 0 &&
      say('inCohorts', { cohorts: cohortIds.map((id) => nameOf(cohorts, id)).join(', ') }),
    coverage < 1 && say('coverage', { percent: format.percent(coverage, 0) }),
    layer &&
      say('inLayer', {
        layer: nameOf(layers, layer.id),
        from: format.percent(layer.range[0], 0),
        to: format.percent(layer.range[1], 0),
      }),
    holdoutId !== null && say('notHeldOut', { holdout: nameOf(holdouts, holdoutId) }),
  ].filter((line) => typeof line === 'string');
  const isConditional = Object.keys(condition).length > 0;
  return (
    <>
      {isConditional && (
        <div>
          <code>{JSON.stringify(condition)}</code>
        </div>
      )}
      {lines.map((line) => (
        <div key={line}>{line}</div>
      ))}
      {!isConditional && lines.length === 0 && translate('gs.experiments.setup.everybody')}
    </>
  );
}
