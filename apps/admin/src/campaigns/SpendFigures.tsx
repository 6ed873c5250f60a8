import AddIcon from '@mui/icons-material/Add';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { request, requestFile } from '../api/http.js';
import type { Page } from '../api/types.js';
import { CsvFileButton } from '../feedback/CsvButton.js';
import { useFormat } from '../i18n/useFormat.js';
import { Panel } from '../layout/Panel.js';
import { useProject } from '../projects/ProjectContext.js';
import { NewSpendDialog } from './NewSpendDialog.js';

/** How many figures of spend there are, and all of them as a file to work with. */
export function SpendFigures({ mayWrite }: { mayWrite: boolean }) {
  const translate = useTranslate();
  const format = useFormat();
  const { project } = useProject();
  const path = `projects/${project.id}/spend`;
  const figures = useQuery({
    queryKey: ['spend', project.id, 'total'],
    queryFn: ({ signal }) => request<Page<unknown>>(`${path}?perPage=1`, { signal }),
  });
  const [isAdding, setAdding] = useState(false);
  if (!figures.data) return null;
  const { total } = figures.data;
  return (
    <Panel
      title={translate('gs.campaigns.figures')}
      actions={
        <Stack direction="row" gap={1}>
          {mayWrite && (
            <Button startIcon={<AddIcon fontSize="small" />} onClick={() => setAdding(true)}>
              {translate('gs.campaigns.byHandAdd')}
            </Button>
          )}
          {total > 0 && <CsvFileButton name="spend" fetch={() => requestFile(`${path}/file`)} />}
        </Stack>
      }
      testId="spend-figures"
    >
      <Typography variant="body2" color="text.secondary">
        {translate('gs.campaigns.figuresText', {
          smart_count: total,
          count: format.number(total),
        })}
      </Typography>
      {isAdding && <NewSpendDialog onClose={() => setAdding(false)} />}
    </Panel>
  );
}
