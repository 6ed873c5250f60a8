import type { Variation } from '@groundswell/contracts';
import AddIcon from '@mui/icons-material/Add';
import RemoveIcon from '@mui/icons-material/Close';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';
import { PercentField } from './PercentField.js';
import type { StepProps } from './StepBody.js';
import { evenly } from './draft.js';

const MOST = 10;

/** The control first, then what is tried. */
export function VariationsStep({ draft: { variations, template }, onChange }: StepProps) {
  const translate = useTranslate();
  const set = (index: number, change: Partial<Variation>) =>
    onChange({ variations: variations.map((one, at) => (at === index ? { ...one, ...change } : one)) });
  const add = () => {
    const taken = new Set(variations.map(({ key }) => key));
    let number = variations.length;
    while (taken.has(`treatment-${number}`)) number++;
    const added = { key: `treatment-${number}`, name: `Treatment ${number}`, weight: 0 };
    onChange({ variations: evenly([...variations, added]) });
  };
  const mayAdd = template !== 'holdout' && variations.length < MOST;
  return (
    <Stack spacing={1.5}>
      {variations.map((variation, index) => (
        <Stack
          key={index}
          direction="row"
          gap={1}
          alignItems="center"
          flexWrap={{ xs: 'wrap', sm: 'nowrap' }}
        >
          <TextField
            label={`${translate('gs.experiments.name')} ${index + 1}`}
            value={variation.name}
            onChange={({ target }) => set(index, { name: target.value })}
            sx={{ flex: '1 1 160px' }}
          />
          <TextField
            label={translate('gs.experiments.key')}
            value={variation.key}
            onChange={({ target }) => set(index, { key: target.value.trim() })}
            sx={{ flex: '1 1 120px' }}
          />
          <PercentField
            label={translate('gs.experiments.wizard.weight')}
            value={variation.weight}
            onChange={(weight) => set(index, { weight })}
          />
          <IconButton
            aria-label={`${translate('gs.action.remove')} ${variation.name}`}
            disabled={variations.length <= 2 || index === 0}
            onClick={() => onChange({ variations: evenly(variations.filter((_, at) => at !== index)) })}
            size="small"
          >
            <RemoveIcon fontSize="small" />
          </IconButton>
        </Stack>
      ))}
      <Stack direction="row" gap={1}>
        {mayAdd && (
          <Button startIcon={<AddIcon fontSize="small" />} onClick={add}>
            {translate('gs.experiments.wizard.addVariation')}
          </Button>
        )}
        <Button onClick={() => onChange({ variations: evenly(variations) })}>
          {translate('gs.experiments.wizard.even')}
        </Button>
      </Stack>
    </Stack>
  );
}
