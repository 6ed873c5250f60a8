import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import type { AttributionModel, AttributionModelsAnswer, ModelCredit } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';
import type { Formatter } from '../i18n/format.js';
import { useFormat } from '../i18n/useFormat.js';
import type { Measure } from './attribution-settings.js';
import { BudgetChip, MoveMark } from './BudgetChip.js';
import { CellButton } from '../people-behind/CellButton.js';
import { useKeyName } from './useKeyName.js';

const MOST_ROWS = 200;

interface Props {
  answer: AttributionModelsAnswer;
  measure: Measure;
  /** Those of whose conversions a key has a share under a model. */
  openPeople(model: AttributionModel, key: string): void;
}

/** One measure of every key under every model; the CSV has all measures. */
export function ModelsTable({ answer, measure, openPeople }: Props) {
  const translate = useTranslate();
  const format = useFormat();
  const keyName = useKeyName(answer.level);
  const models = answer.reconciliation.map(({ model }) => model);
  const label = translate('gs.attribution.tableLabel');
  const { currency, totals, previous } = answer;
  const before = new Map(previous?.rows.map((row) => [row.key, row]));
  return (
    <TableContainer sx={{ maxHeight: 560 }} tabIndex={0} role="region" aria-label={label}>
      <Table size="small" stickyHeader aria-label={label} data-testid="models-table">
        <Head level={answer.level} models={models} currency={currency} />
        <TableBody>
          {answer.rows.slice(0, MOST_ROWS).map((row) => (
            <TableRow key={row.key} hover data-key={row.key}>
              <TableCell component="th" scope="row" sx={{ minWidth: 136, overflowWrap: 'anywhere' }}>
                {keyName(row.key)}
              </TableCell>
              <TableCell align="right">{format.decimal(row.spend)}</TableCell>
              {models.map((model) => (
                <TableCell key={model} align="right" sx={{ whiteSpace: 'nowrap' }}>
                  <MoveMark move={row.models[model]?.move ?? null} />
                  <CellButton
                    label={`${keyName(row.key)}, ${translate(`gs.attribution.models.${model}`)}`}
                    users={row.models[model]?.conversions}
                    onOpen={() => openPeople(model, row.key)}
                  >
                    {figureOf(row.models[model], measure, format)}
                  </CellButton>
                  {previous && (
                    <Moved change={before.get(row.key)?.models[model]?.changes[measure] ?? null} />
                  )}
                </TableCell>
              ))}
              <TableCell>
                <BudgetChip row={row} />
              </TableCell>
            </TableRow>
          ))}
          <TableRow data-testid="models-totals">
            <TableCell component="th" scope="row" sx={{ fontWeight: 650 }}>
              {translate('gs.attribution.totals')}
            </TableCell>
            <TableCell align="right" sx={{ fontWeight: 650 }}>
              {format.decimal(totals.spend)}
            </TableCell>
            {models.map((model) => (
              <TableCell key={model} align="right" sx={{ fontWeight: 650, whiteSpace: 'nowrap' }}>
                {figureOf(totals, measure, format)}
                {previous && <Moved change={previous.totals.changes[measure]} />}
              </TableCell>
            ))}
            <TableCell />
          </TableRow>
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function Head({
  level,
  models,
  currency,
}: {
  level: string;
  models: readonly AttributionModel[];
  currency: string;
}) {
  const translate = useTranslate();
  return (
    <TableHead>
      <TableRow>
        <TableCell>{translate(`gs.campaigns.levels.${level}`)}</TableCell>
        <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
          {translate('gs.attribution.spend', { currency })}
        </TableCell>
        {models.map((model) => (
          <TableCell key={model} align="right" sx={{ whiteSpace: 'nowrap' }}>
            {translate(`gs.attribution.models.${model}`)}
          </TableCell>
        ))}
        <TableCell>{translate('gs.attribution.budget')}</TableCell>
      </TableRow>
    </TableHead>
  );
}

/** Since the days before, below the figure that it is of. */
function Moved({ change }: { change: number | null }) {
  const translate = useTranslate();
  const format = useFormat();
  if (change === null) return null;
  const text = format.change(change);
  return (
    <Typography
      variant="caption"
      component="div"
      color="text.secondary"
      aria-label={translate('gs.attribution.moved', { change: text })}
      role="note"
      data-testid="attribution-moved"
      sx={{ lineHeight: 1.2 }}
    >
      {text}
    </Typography>
  );
}

function figureOf(
  credit: Pick<ModelCredit, Measure> | undefined,
  measure: Measure,
  format: Formatter,
): string {
  const value = credit?.[measure];
  if (measure === 'roas') return format.percent(value, 0);
  if (measure === 'conversions') return format.number(value == null ? value : Math.round(value * 10) / 10);
  return format.decimal(value);
}
