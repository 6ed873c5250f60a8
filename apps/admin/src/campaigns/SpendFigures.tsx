import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslate } from 'react-admin';
import { request, requestFile } from '../api/http.js';
import type { Page } from '../api/types.js';
import { CsvFileButton } from '../feedback/CsvButton.js';
import { useFormat } from '../i18n/useFormat.js';
import { Panel } from '../layout/Panel.js';
import { useProject } from '../projects/ProjectContext.js';

/** How many figures of spend there are, and all of them as a file to work with. */
export function SpendFigures() {
  const translate = useTranslate();
  const format = useFormat();
  const { project } = useProject();
  const path = `projects/${project.id}/spend`;
  const figures = useQuery({
    queryKey: ['spend', project.id, 'total'],
    queryFn: ({ signal }) => request<Page<unknown>>(`${path}?perPage=1`, { signal }),
  });
  if (!figures.data?.total) return null;
  return (
    <Panel
      title={translate('gs.campaigns.figures')}
      actions={<CsvFileButton name="spend" fetch={() => requestFile(`${path}/file`)} />}
      testId="spend-figures"
    >
      <Typography variant="body2" color="text.secondary">
        {translate('gs.campaigns.figuresText', {
          smart_count: figures.data.total,
          count: format.number(figures.data.total),
        })}
      </Typography>
    </Panel>
  );
}
