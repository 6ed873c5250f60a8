import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';
import { useFormat } from '../../i18n/useFormat.js';
import { useHoldouts, useLayers } from '../useExperiments.js';
import type { StepProps } from './StepBody.js';
import { widestFree } from './free-range.js';

/** What keeps people of this test out of others: a layer, a holdout. Nothing is asked where there is none. */
export function ApartFields({ draft, onChange }: StepProps) {
  const translate = useTranslate();
  const format = useFormat();
  const layers = useLayers().data?.data ?? [];
  const holdouts = useHoldouts().data?.data ?? [];
  const free = new Map(layers.map((layer) => [layer.id, widestFree(layer, null)]));
  const chooseLayer = (id: number) => {
    const range = free.get(id);
    onChange({ layer: range ? { id, range } : null });
  };
  return (
    <Stack direction="row" gap={2} flexWrap="wrap">
      {layers.length > 0 && (
        <TextField
          select
          label={translate('gs.experiments.wizard.layer')}
          value={draft.layer?.id ?? 0}
          onChange={({ target }) => chooseLayer(Number(target.value))}
          sx={{ flex: '1 1 240px' }}
        >
          <MenuItem value={0}>{translate('gs.experiments.wizard.noLayer')}</MenuItem>
          {layers.map(({ id, name }) => {
            const range = free.get(id);
            const percent = format.percent(range ? range[1] - range[0] : 0, 0);
            return (
              <MenuItem key={id} value={id} disabled={!range && draft.layer?.id !== id}>
                {translate('gs.experiments.wizard.layerFree', { name, percent })}
              </MenuItem>
            );
          })}
        </TextField>
      )}
      {holdouts.length > 0 && (
        <TextField
          select
          label={translate('gs.experiments.wizard.holdout')}
          value={draft.holdoutId ?? 0}
          onChange={({ target }) => onChange({ holdoutId: Number(target.value) || null })}
          sx={{ flex: '1 1 240px' }}
        >
          <MenuItem value={0}>{translate('gs.experiments.wizard.noHoldout')}</MenuItem>
          {holdouts.map(({ id, name }) => (
            <MenuItem key={id} value={id}>
              {name}
            </MenuItem>
          ))}
        </TextField>
      )}
    </Stack>
  );
}
