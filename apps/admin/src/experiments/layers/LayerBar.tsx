import type { ExperimentLayer } from '@groundswell/contracts';
import Box from '@mui/material/Box';
import TextLink from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { useFormat } from '../../i18n/useFormat.js';
import { useProject } from '../../projects/ProjectContext.js';
import { useScheme, useTokens } from '../../theme/useTokens.js';
import { variationColor } from '../results/course-option.js';

interface Props {
  taken: ExperimentLayer['taken'];
  /** What is being chosen, which nobody has yet. */
  own?: readonly [number, number] | null;
}

/** All people of a layer from 0 to 1, and whose each part is. */
export function LayerBar({ taken, own }: Props) {
  const translate = useTranslate();
  const format = useFormat();
  const t = useTokens();
  const scheme = useScheme();
  const { project } = useProject();
  const text = ([from, to]: readonly [number, number]) =>
    `${format.percent(from, 0)} – ${format.percent(to, 0)}`;
  return (
    <div>
      <Box sx={{ position: 'relative', height: 32, bgcolor: t.sunken, borderRadius: 1, overflow: 'hidden' }}>
        {taken.map(({ experimentId, name, range }, index) => (
          <Part
            key={experimentId}
            range={range}
            color={variationColor(index + 1, scheme)}
            to={`/p/${project.id}/experiments/${experimentId}`}
            name={name}
            title={`${name}: ${text(range)}`}
          />
        ))}
        {own && (
          <Box
            role="img"
            aria-label={`${translate('gs.layers.own')}: ${text(own)}`}
            data-testid="own-part"
            sx={{
              ...placeOf(own),
              border: 2,
              borderStyle: 'dashed',
              borderColor: t.accentStrong,
              borderRadius: 1,
            }}
          />
        )}
      </Box>
      <Stack
        direction="row"
        justifyContent="space-between"
        aria-hidden
        sx={{ fontSize: 11, color: 'text.secondary' }}
      >
        {[0, 0.25, 0.5, 0.75, 1].map((at) => (
          <span key={at}>{format.percent(at, 0)}</span>
        ))}
      </Stack>
    </div>
  );
}

/** The same in words: names do not fit into narrow parts. */
export function LayerLegend({ taken }: Pick<Props, 'taken'>) {
  const format = useFormat();
  const scheme = useScheme();
  const { project } = useProject();
  return (
    <Stack
      component="ul"
      direction="row"
      flexWrap="wrap"
      data-testid="layer-legend"
      sx={{ columnGap: 2, rowGap: 0.5, m: 0, mt: 1, p: 0 }}
    >
      {taken.map(({ experimentId, name, range: [from, to] }, index) => (
        <Stack
          key={experimentId}
          component="li"
          direction="row"
          alignItems="baseline"
          gap={0.75}
          sx={{ listStyle: 'none', minWidth: 0 }}
        >
          <Box
            aria-hidden
            sx={{ ...{ width: 10, height: 10, flex: 'none' }, bgcolor: variationColor(index + 1, scheme) }}
          />
          <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
            <TextLink component={Link} to={`/p/${project.id}/experiments/${experimentId}`}>
              {name}
            </TextLink>{' '}
            {format.percent(to - from, 0)}
          </Typography>
        </Stack>
      ))}
    </Stack>
  );
}

interface PartProps {
  range: readonly [number, number];
  color: string;
  to: string;
  name: string;
  title: string;
}

function Part({ range, color, to, name, title }: PartProps) {
  const t = useTokens();
  return (
    <Box
      component={Link}
      to={to}
      title={title}
      aria-label={title}
      data-testid="layer-part"
      sx={{
        ...placeOf(range),
        ...{ bgcolor: color, color: t.surface, fontSize: 12, fontWeight: 600, textDecoration: 'none' },
        ...{ px: 1, lineHeight: '32px', whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' },
        borderRight: `1px solid ${t.surface}`,
        '&:focus-visible': { outline: `2px solid ${t.accentStrong}`, outlineOffset: -2 },
      }}
    >
      {name}
    </Box>
  );
}

const placeOf = ([from, to]: readonly [number, number]) => ({
  position: 'absolute',
  top: 0,
  bottom: 0,
  left: `${from * 100}%`,
  width: `${(to - from) * 100}%`,
});
