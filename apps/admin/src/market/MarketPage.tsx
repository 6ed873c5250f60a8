import ImportIcon from '@mui/icons-material/FileUploadOutlined';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { EmptyState } from '../feedback/EmptyState.js';
import { ReportBody } from '../feedback/ReportBody.js';
import { PageHeader } from '../layout/PageHeader.js';
import { Panel } from '../layout/Panel.js';
import { useProject } from '../projects/ProjectContext.js';
import { FiguresDialog } from './FiguresDialog.js';
import { MarketReport } from './MarketReport.js';
import { useMetrics } from './useMetrics.js';

/** What third parties say of the market, beside own truth. */
export function MarketPage() {
  const translate = useTranslate();
  const { project } = useProject();
  const metrics = useMetrics();
  const [isImporting, setImporting] = useState(false);
  const mayImport = ['owner', 'admin', 'analyst'].includes(project.role);
  const importButton = mayImport && (
    <Button
      variant="outlined"
      startIcon={<ImportIcon fontSize="small" />}
      onClick={() => setImporting(true)}
      data-testid="import-figures"
    >
      {translate('gs.market.import')}
    </Button>
  );
  return (
    <>
      <PageHeader title={translate('gs.market.title')} note={translate('gs.market.help')}>
        {importButton}
      </PageHeader>
      <ReportBody report={metrics} height={480}>
        {(found) =>
          found.length > 0 ? (
            <MarketReport metrics={found} />
          ) : (
            <Panel>
              <EmptyState title={translate('gs.market.empty')} text={translate('gs.market.emptyText')}>
                {importButton}
              </EmptyState>
            </Panel>
          )
        }
      </ReportBody>
      {isImporting && <FiguresDialog onClose={() => setImporting(false)} />}
    </>
  );
}
