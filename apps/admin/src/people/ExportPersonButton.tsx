import DownloadIcon from '@mui/icons-material/FileDownloadOutlined';
import Button from '@mui/material/Button';
import { useTranslate } from 'react-admin';
import { useProject } from '../projects/ProjectContext.js';
import type { Person } from './types.js';

/** All that is stored of somebody, as a file. */
export function ExportPersonButton({ person: { personId } }: { person: Person }) {
  const translate = useTranslate();
  const { project } = useProject();
  return (
    <Button
      component="a"
      href={`/api/projects/${project.id}/persons/${personId}/export`}
      download={`person-${personId}.ndjson`}
      variant="outlined"
      startIcon={<DownloadIcon fontSize="small" />}
    >
      {translate('gs.erasure.export')}
    </Button>
  );
}
