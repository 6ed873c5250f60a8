import Skeleton from '@mui/material/Skeleton';
import type { ReactNode } from 'react';
import type { ListControllerResult, RaRecord } from 'react-admin';
import { ErrorState } from '../feedback/ErrorState.js';

/** What a list shows: that it loads, that it failed, that there is nothing, or its rows. */
export function RecordTableState<T extends RaRecord>({
  list,
  empty,
  children,
}: {
  list: ListControllerResult<T>;
  empty: ReactNode;
  children: ReactNode;
}) {
  if (list.error && !list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (list.isPending) return <Skeleton variant="rounded" height={240} />;
  return list.total === 0 ? empty : children;
}
