import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import IconButton from '@mui/material/IconButton';
import Stack from '@mui/material/Stack';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TablePagination from '@mui/material/TablePagination';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { ConfirmDialog } from '../../feedback/ConfirmDialog.js';
import { ReportBody, outdated } from '../../feedback/ReportBody.js';
import { useFormat } from '../../i18n/useFormat.js';
import { Panel } from '../../layout/Panel.js';
import { useProject } from '../../projects/ProjectContext.js';
import { RateForm } from './RateForm.js';
import { RatesImportButton, RatesRefused, useRatesImport } from './RatesImport.js';
import { type ExchangeRate, RATES_PER_PAGE, useRateWrites, useRates } from './useRates.js';

/** What currencies were worth by day: looked through, added to, imported, deleted. */
export function RatesPanel({ mayWrite }: { mayWrite: boolean }) {
  const translate = useTranslate();
  const { project } = useProject();
  const [page, setPage] = useState(1);
  const rates = useRates(page);
  const file = useRatesImport();
  return (
    <Panel
      title={translate('gs.tree.rates.title')}
      actions={mayWrite && <RatesImportButton file={file} />}
      isFlush
      testId="rates"
    >
      <Stack gap={1.5} sx={{ px: 2, pb: 1.5 }}>
        <Typography variant="body2" color="text.secondary">
          {translate('gs.tree.rates.help')}
        </Typography>
        {mayWrite && <RateForm />}
        <RatesRefused file={file} />
      </Stack>
      <ReportBody report={rates} height={240}>
        {({ data, total }) =>
          total === 0 ? (
            <Typography color="text.secondary" sx={{ px: 2, pb: 2 }}>
              {translate('gs.tree.rates.empty', { currency: project.currency })}
            </Typography>
          ) : (
            <Stack {...outdated(rates.isPlaceholderData)}>
              <List rates={data} mayWrite={mayWrite} />
              <Pages page={page} total={total} onPage={setPage} />
            </Stack>
          )
        }
      </ReportBody>
    </Panel>
  );
}

function List({ rates, mayWrite }: { rates: ExchangeRate[]; mayWrite: boolean }) {
  const translate = useTranslate();
  const format = useFormat();
  const { remove } = useRateWrites();
  const [deleted, setDeleted] = useState<ExchangeRate | null>(null);
  const said = deleted && { ...deleted, day: format.day(deleted.day) };
  return (
    <>
      <Table size="small" aria-label={translate('gs.tree.rates.title')} data-testid="rates-table">
        <TableHead>
          <TableRow>
            {['day', 'base', 'quote'].map((name) => (
              <TableCell key={name}>{translate(`gs.tree.rates.${name}`)}</TableCell>
            ))}
            <TableCell align="right">{translate('gs.tree.rates.rate')}</TableCell>
            <TableCell />
          </TableRow>
        </TableHead>
        <TableBody>
          {rates.map((rate) => (
            <TableRow key={rate.id} hover>
              <TableCell component="th" scope="row">
                {format.day(rate.day)}
              </TableCell>
              <TableCell>{rate.base}</TableCell>
              <TableCell>{rate.quote}</TableCell>
              <TableCell align="right">{rate.rate}</TableCell>
              <TableCell align="right" padding="none" sx={{ pr: 1 }}>
                {mayWrite && (
                  <IconButton
                    size="small"
                    aria-label={translate('gs.tree.rates.deleteOf', { ...rate, day: format.day(rate.day) })}
                    onClick={() => setDeleted(rate)}
                  >
                    <DeleteIcon fontSize="small" />
                  </IconButton>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {deleted && (
        <ConfirmDialog
          title={translate('gs.tree.rates.deleteTitle')}
          text={translate('gs.tree.rates.deleteText', said ?? {})}
          confirm={translate('gs.action.delete')}
          isDangerous
          onConfirm={() => remove.mutateAsync(deleted.id)}
          onClose={() => setDeleted(null)}
        />
      )}
    </>
  );
}

function Pages({ page, total, onPage }: { page: number; total: number; onPage(page: number): void }) {
  const translate = useTranslate();
  const format = useFormat();
  if (total <= RATES_PER_PAGE) return null;
  return (
    <TablePagination
      component="div"
      count={total}
      page={page - 1}
      rowsPerPage={RATES_PER_PAGE}
      rowsPerPageOptions={[]}
      onPageChange={(_event, next) => onPage(next + 1)}
      labelDisplayedRows={({ from, to, count }) =>
        translate('ra.navigation.page_range_info', {
          ...{ offsetBegin: format.number(from), offsetEnd: format.number(to), total: format.number(count) },
        })
      }
      getItemAriaLabel={(type) => translate(`ra.navigation.${type}`)}
    />
  );
}
