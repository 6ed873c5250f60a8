import Skeleton from '@mui/material/Skeleton';
import type { ReactNode } from 'react';
import { ErrorState } from './ErrorState.js';

interface Props<Answer> {
  report: { data: Answer | undefined; error: Error | null; refetch(): unknown };
  /** Of its place while it is fetched for the first time. */
  height: number;
  children(answer: Answer): ReactNode;
}

/** A report once it is there; until then its place, or why there is none. */
export function ReportBody<Answer>({ report, height, children }: Props<Answer>) {
  const { data, error, refetch } = report;
  if (data !== undefined) return children(data);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return <Skeleton variant="rounded" height={height} />;
}

/** Props of what still shows the answer to the question before. */
export function outdated(isOutdated: boolean) {
  return { 'aria-busy': isOutdated, sx: { opacity: isOutdated ? 0.6 : 1, transition: 'opacity .15s' } };
}
