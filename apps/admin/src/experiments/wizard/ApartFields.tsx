import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';
import { useFormat } from '../../i18n/useFormat.js';
import { LayerBar } from '../layers/LayerBar.js';
import { useHoldouts, useLayers } from '../useExperiments.js';
import { PercentField } from './PercentField.js';
import type { StepProps } from './StepBody.js';
import { rangeOfShare, widestFree } from './free-range.js';

/** What keeps people of this test out of others: a layer, a holdout. Nothing is asked where there is none. */
export function ApartFields({ draft, onChange }: StepProps) {
  return (
    <Stack spacing={2}>
      <LayerFields draft={draft} onChange={onChange} />
      <HoldoutField draft={draft} onChange={onChange} />
    </Stack>
  );
}

const WIDTH = { maxWidth: 420 };

function LayerFields({ draft: { id: own, layer: chosen }, onChange }: StepProps) {
  const translate = useTranslate();
  const format = useFormat();
  const layers = useLayers().data?.data ?? [];
  if (layers.length === 0) return null;
  const choose = (id: number) => {
    const layer = layers.find((one) => one.id === id);
    const range = layer ? widestFree(layer, own) : null;
    onChange({ layer: range ? { id, range } : null });
  };
  const layer = layers.find(({ id }) => id === chosen?.id);
  const take = (share: number) => {
    const range = layer && chosen && rangeOfShare(layer, own, chosen.range, share);
    if (range) onChange({ layer: { id: layer.id, range } });
  };
  return (
    <>
      <TextField
        select
        label={translate('gs.experiments.wizard.layer')}
        value={chosen?.id ?? 0}
        onChange={({ target }) => choose(Number(target.value))}
        sx={WIDTH}
        slotProps={{ select: { 'data-testid': 'draft-layer' } as object }}
      >
        <MenuItem value={0}>{translate('gs.experiments.wizard.noLayer')}</MenuItem>
        {layers.map((one) => {
          const range = widestFree(one, own);
          const percent = format.percent(range ? range[1] - range[0] : 0, 0);
          return (
            <MenuItem key={one.id} value={one.id} disabled={!range && chosen?.id !== one.id}>
              {translate('gs.experiments.wizard.layerFree', { name: one.name, percent })}
            </MenuItem>
          );
        })}
      </TextField>
      {layer && chosen && (
        <Stack direction="row" gap={2} alignItems="center" flexWrap="wrap">
          <PercentField
            label={translate('gs.experiments.wizard.weight')}
            value={chosen.range[1] - chosen.range[0]}
            onChange={take}
            testId="draft-layer-share"
          />
          <div style={{ flex: '1 1 240px' }}>
            <LayerBar
              taken={layer.taken.filter(({ experimentId }) => experimentId !== own)}
              own={chosen.range}
            />
          </div>
        </Stack>
      )}
    </>
  );
}

function HoldoutField({ draft, onChange }: StepProps) {
  const translate = useTranslate();
  const holdouts = useHoldouts().data?.data ?? [];
  if (holdouts.length === 0) return null;
  return (
    <TextField
      select
      label={translate('gs.experiments.wizard.holdout')}
      value={draft.holdoutId ?? 0}
      onChange={({ target }) => onChange({ holdoutId: Number(target.value) || null })}
      sx={WIDTH}
    >
      <MenuItem value={0}>{translate('gs.experiments.wizard.noHoldout')}</MenuItem>
      {holdouts.map(({ id, name }) => (
        <MenuItem key={id} value={id}>
          {name}
        </MenuItem>
      ))}
    </TextField>
  );
}
