import type { Experiment } from '@groundswell/contracts';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { useKeys, workingKey } from '../data/keys/useKeys.js';
import { CodeBlock } from '../feedback/CodeBlock.js';
import { CopyButton } from '../feedback/CopyButton.js';
import { Panel } from '../layout/Panel.js';
import { useProject } from '../projects/ProjectContext.js';
import { experimentSnippet } from './snippet.js';

/** How the product asks for a variation, with the real key and address in it. Keys are shown to those who manage them. */
export function SnippetPanel({ experiment }: { experiment: Experiment }) {
  const { canManage } = useProject();
  return canManage ? <Snippet experiment={experiment} /> : null;
}

function Snippet({ experiment }: { experiment: Experiment }) {
  const translate = useTranslate();
  const { data } = useKeys();
  if (!data) return null;
  const clientKey = workingKey(data, 'client')?.key;
  const text = clientKey && experimentSnippet(experiment, { host: window.location.origin, clientKey });
  return (
    <Panel
      title={translate('gs.experiments.snippet.title')}
      actions={text && <CopyButton text={text} label={translate('gs.keys.copySnippet')} />}
      testId="experiment-snippet"
    >
      <Typography variant="body2" color="text.secondary" sx={{ mb: 1 }}>
        {translate(text ? 'gs.experiments.snippet.text' : 'gs.experiments.snippet.noKey')}
      </Typography>
      {text && <CodeBlock maxHeight={320}>{text}</CodeBlock>}
    </Panel>
  );
}
