import TablePagination from '@mui/material/TablePagination';
import { type ListControllerResult, type RaRecord, useTranslate } from 'react-admin';

const PAGE_SIZES = [25, 50, 100];

/** Turns the pages of a list. */
export function ListPagination<T extends RaRecord>({ list }: { list: ListControllerResult<T> }) {
  const translate = useTranslate();
  const { total = 0, page, perPage, setPage, setPerPage } = list;
  return (
    <TablePagination
      component="div"
      count={total}
      page={page - 1}
      rowsPerPage={perPage}
      rowsPerPageOptions={PAGE_SIZES}
      onPageChange={(_event, next) => setPage(next + 1)}
      onRowsPerPageChange={(event) => setPerPage(Number(event.target.value))}
      labelRowsPerPage={translate('ra.navigation.page_rows_per_page')}
      labelDisplayedRows={({ from, to, count }) =>
        translate('ra.navigation.page_range_info', { offsetBegin: from, offsetEnd: to, total: count })
      }
      getItemAriaLabel={(type) => translate(`ra.navigation.${type}`)}
    />
  );
}
