import type { PeopleCell, RetentionAnswer, ShownTile } from '@groundswell/contracts';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { Heatmap } from '../retention/Heatmap.js';
import { averageOf, cutAtDataEnd, wholeSizeOf } from '../retention/grid.js';
import { shownGroups } from '../retention/shown-groups.js';
import { useValueName } from '../filters/useValueName.js';
import { columnsOf } from './useTileOption.js';

interface Props {
  tile: ShownTile;
  answer: RetentionAnswer;
  /** Where the project's data ends. */
  anchor: string;
  onOpen?(cell: PeopleCell): void;
}

const HEIGHT = 300;

/** Cohorts by periods, of everybody and then of each value of the breakdown. */
export function TileHeatmap({ tile, answer, anchor, onOpen }: Props) {
  const translate = useTranslate();
  const valueName = useValueName(tile.breakdown);
  const { groups, omitted } = shownGroups(cutAtDataEnd(answer.cohorts, columnsOf(tile), anchor));
  return (
    <Box sx={{ mx: -2, maxHeight: HEIGHT, overflow: 'auto' }}>
      {groups.map(({ key, cohorts }) => (
        <Box key={key ?? ''}>
          {groups.length > 1 && (
            <Typography variant="h3" sx={{ px: 2, pt: 1.5, pb: 0.5, overflowWrap: 'anywhere' }}>
              {valueName(key)}
            </Typography>
          )}
          <Heatmap
            columns={columnsOf(tile)}
            cohorts={cohorts}
            average={averageOf(answer, key)}
            size={wholeSizeOf(answer, key)}
            shows="rates"
            maxHeight={HEIGHT}
            onOpen={
              onOpen && ((cohort, n) => onOpen({ cohort, breakdown: key, n, returned: true } as PeopleCell))
            }
          />
        </Box>
      ))}
      {omitted > 0 && (
        <Typography variant="caption" component="p" color="text.secondary" sx={{ px: 2, py: 1 }}>
          {translate('gs.trends.more', { smart_count: omitted })}
        </Typography>
      )}
    </Box>
  );
}
