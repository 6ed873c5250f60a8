import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { parseName, templateProblem } from '@groundswell/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { request } from '../../api/http.js';
import { useErrorText } from '../../feedback/ErrorState.js';
import { ReportBody } from '../../feedback/ReportBody.js';
import { Panel } from '../../layout/Panel.js';
import { useMayCampaign } from '../../links/useLinks.js';
import { useProject } from '../../projects/ProjectContext.js';
import { Parts } from './TreeTable.js';
import type { CampaignNode } from './useNodes.js';

/** How names of campaigns are built; while it is typed, what it makes of the names that are there. */
export function ConventionPanel({ nodes }: { nodes: readonly CampaignNode[] }) {
  const translate = useTranslate();
  const { project } = useProject();
  const path = `projects/${project.id}/campaigns/convention`;
  const stored = useQuery({
    queryKey: ['campaignConvention', project.id],
    queryFn: ({ signal }) => request<{ template: string }>(path, { signal }),
  });
  return (
    <Panel title={translate('gs.tree.convention.title')}>
      <ReportBody report={stored} height={96}>
        {({ template }) => <Editor key={template} stored={template} path={path} nodes={nodes} />}
      </ReportBody>
    </Panel>
  );
}

interface EditorProps {
  stored: string;
  path: string;
  nodes: readonly CampaignNode[];
}

function Editor({ stored, path, nodes }: EditorProps) {
  const translate = useTranslate();
  const mayWrite = useMayCampaign();
  const [typed, setTyped] = useState(stored);
  const template = typed.trim();
  const problem = template === '' ? null : templateProblem(template);
  const save = useSave(path);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(template);
  };
  return (
    <form onSubmit={submit}>
      <Typography variant="body2" color="text.secondary" sx={{ mb: 1.5 }}>
        {translate('gs.tree.convention.help')}
      </Typography>
      <Stack direction="row" gap={1} alignItems="flex-start" flexWrap="wrap">
        <TextField
          size="small"
          label={translate('gs.tree.convention.label')}
          value={typed}
          disabled={!mayWrite}
          error={problem !== null}
          helperText={problem && translate(`gs.tree.convention.${problem}`)}
          onChange={({ target }) => setTyped(target.value)}
          slotProps={{ htmlInput: { maxLength: 500, spellCheck: false, 'data-testid': 'convention' } }}
          sx={{ flex: '1 1 280px', maxWidth: 480 }}
        />
        {mayWrite && (
          <Button
            type="submit"
            variant="outlined"
            disabled={problem !== null || template === stored}
            loading={save.isPending}
          >
            {translate('gs.action.save')}
          </Button>
        )}
      </Stack>
      {problem === null && <Preview template={template} nodes={nodes} />}
    </form>
  );
}

const SHOWN = 3;

/** The first names that it takes apart, and how many it fits. */
function Preview({ template, nodes }: { template: string; nodes: readonly CampaignNode[] }) {
  const translate = useTranslate();
  if (template === '')
    return (
      <Typography variant="caption" color="text.secondary" component="p" sx={{ mt: 1 }}>
        {translate('gs.tree.convention.none')}
      </Typography>
    );
  const campaigns = nodes.filter(({ level, archived }) => level === 'campaign' && !archived);
  const read = campaigns.map(({ id, name }) => ({ id, name, parts: parseName(template, name) }));
  const fitting = read.filter(({ parts }) => parts !== null);
  return (
    <Stack gap={0.75} sx={{ mt: 1.5 }} data-testid="convention-preview">
      <Typography variant="caption" color="text.secondary" role="status">
        {translate('gs.tree.convention.fits', { fits: fitting.length, smart_count: read.length })}
      </Typography>
      {fitting.slice(0, SHOWN).map(({ id, name, parts }) => (
        <Stack key={id} direction="row" gap={1} flexWrap="wrap" alignItems="center">
          <Typography variant="body2">{name}</Typography>
          <Parts parts={parts!} />
        </Stack>
      ))}
    </Stack>
  );
}

function useSave(path: string) {
  const translate = useTranslate();
  const notify = useNotify();
  const errorText = useErrorText();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (template: string) => request(path, { method: 'POST', body: { template } }),
    onSuccess: async () => {
      notify(translate('gs.tree.convention.saved'), { type: 'success' });
      await client.invalidateQueries();
    },
    onError: (error) => notify(errorText(error), { type: 'error' }),
  });
}
