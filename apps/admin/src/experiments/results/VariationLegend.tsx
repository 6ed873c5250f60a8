import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import { useScheme } from '../../theme/useTokens.js';
import { variationColor } from './course-option.js';

interface Props {
  variations: readonly { key: string; name: string }[];
  /** The control is in no chart of lifts. */
  hasControl?: boolean;
}

/** Which colour is which variation. */
export function VariationLegend({ variations, hasControl = false }: Props) {
  const scheme = useScheme();
  const drawn = variations.map(({ key, name }, index) => ({
    key,
    name,
    color: variationColor(index, scheme),
  }));
  return (
    <Stack
      direction="row"
      flexWrap="wrap"
      columnGap={2}
      sx={{ fontSize: 12, color: 'text.secondary', mb: 0.5 }}
    >
      {drawn.slice(hasControl ? 0 : 1).map(({ key, name, color }) => (
        <Stack key={key} direction="row" alignItems="center" gap={0.75}>
          <Box
            component="span"
            sx={{ width: 14, height: 3, borderRadius: 2, bgcolor: color, flex: 'none' }}
          />
          {name}
        </Stack>
      ))}
    </Stack>
  );
}
