import SaveIcon from '@mui/icons-material/BookmarkAddOutlined';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { ReportQuery } from '../api/useReport.js';
import { SaveReportDialog } from './SaveReportDialog.js';
import { useMayBuild } from './useDashboards.js';

/** Keeps the question of a chart, to be put on a dashboard. */
export function SaveReportButton({ query, name }: { query: ReportQuery; name: string }) {
  const translate = useTranslate();
  const [isOpen, setOpen] = useState(false);
  if (!useMayBuild()) return null;
  return (
    <>
      <Button
        variant="outlined"
        startIcon={<SaveIcon fontSize="small" />}
        onClick={() => setOpen(true)}
        data-testid="save-report"
      >
        {translate('gs.action.save')}
      </Button>
      {isOpen && <SaveReportDialog query={query} name={name} onClose={() => setOpen(false)} />}
    </>
  );
}
