import type { PathLink, PathsAnswer, PreviousPathLink } from '@groundswell/contracts';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';
import { CellButton } from '../people-behind/CellButton.js';
import { useOpenPeople } from '../people-behind/useBehind.js';

const MOST_ROWS = 200;

interface Props {
  links: PathLink[];
  omitted: number;
  /** As many days right before, where they are compared. */
  previous: PathsAnswer['previous'];
}

/** Links as rows, by step; the CSV has all of them. */
export function LinksTable({ links, omitted, previous }: Props) {
  const translate = useTranslate();
  const format = useFormat();
  const shown = links.slice(0, MOST_ROWS);
  const more = links.length - shown.length + omitted;
  const open = useOpenPeople('paths');
  const label = translate('gs.paths.tableLabel');
  return (
    <>
      <TableContainer sx={{ maxHeight: 392 }} tabIndex={0} role="region" aria-label={label}>
        <Table size="small" stickyHeader aria-label={label} data-testid="paths-table">
          <TableHead>
            <TableRow>
              <TableCell>{translate('gs.paths.step')}</TableCell>
              <TableCell>{translate('gs.paths.source')}</TableCell>
              <TableCell>{translate('gs.paths.target')}</TableCell>
              <TableCell align="right">{translate('gs.paths.people')}</TableCell>
              {previous && <TableCell align="right">{translate('gs.trends.before')}</TableCell>}
              {previous && <TableCell align="right">{translate('gs.growth.changed')}</TableCell>}
            </TableRow>
          </TableHead>
          <TableBody>
            {shown.map(({ step, source, target, users }, at) => (
              <TableRow key={JSON.stringify([step, source, target])} hover>
                <TableCell>{step}</TableCell>
                <TableCell sx={{ overflowWrap: 'anywhere' }}>{source}</TableCell>
                <TableCell sx={{ overflowWrap: 'anywhere' }}>{target}</TableCell>
                <TableCell align="right">
                  <CellButton
                    label={`${source} → ${target}`}
                    users={users}
                    onOpen={() => open({ step, source, target })}
                  >
                    {format.number(users)}
                  </CellButton>
                </TableCell>
                {previous && <BeforeCells link={previous.links[at]} />}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
      {more > 0 && (
        <Typography variant="caption" component="p" color="text.secondary" sx={{ px: 2, py: 1 }}>
          {translate('gs.paths.more', { more: format.number(more) })}
        </Typography>
      )}
    </>
  );
}

/** How many took it in the days before, and what that changed by. */
function BeforeCells({ link }: { link: PreviousPathLink | undefined }) {
  const format = useFormat();
  const change = link?.change ?? null;
  return (
    <>
      <TableCell align="right">{format.number(link?.users ?? null)}</TableCell>
      <TableCell align="right">{change === null ? '–' : format.change(change)}</TableCell>
    </>
  );
}
