import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { KeyKind, ProjectKey } from '../../api/types.js';
import { Panel } from '../../layout/Panel.js';
import { useProject } from '../../projects/ProjectContext.js';
import { KeyActDialog } from './KeyActDialog.js';
import { KeyDialog } from './KeyDialog.js';
import { type KeyAct, KeyLine } from './KeyLine.js';
import { replacedBy } from './replaced.js';
import { useKeyWrites } from './useKeys.js';

type Asking = { act: 'new' } | { act: KeyAct; key: ProjectKey } | null;

/** The working keys of one kind. Rotating makes another like it; the first works until it is revoked. */
export function KeyPanel({ kind, keys, help }: { kind: KeyKind; keys: ProjectKey[]; help: string }) {
  const translate = useTranslate();
  const { canManage } = useProject();
  const writes = useKeyWrites();
  const [asking, setAsking] = useState<Asking>(null);
  const working = keys.filter((key) => key.kind === kind && key.revokedAt === null);
  const kindName = translate(`gs.keys.${kind}`);
  const close = () => setAsking(null);
  const add = canManage && (
    <Button variant="outlined" onClick={() => setAsking({ act: 'new' })} data-testid={`new-${kind}`}>
      {translate('gs.keys.new')}
    </Button>
  );
  return (
    <Panel title={kindName} actions={add}>
      <Typography variant="body2" color="text.secondary" sx={{ mb: 1.5 }}>
        {help}
      </Typography>
      <Stack spacing={1.5}>
        {working.map((key) => (
          <KeyLine
            key={key.id}
            value={key}
            successor={replacedBy(key, keys)}
            onAct={(act) => setAsking({ act, key })}
          />
        ))}
        {working.length === 0 && <Typography>{translate(`gs.keys.none.${kind}`)}</Typography>}
      </Stack>
      {asking?.act === 'new' && (
        <KeyDialog
          title={translate('gs.keys.newTitle', { kind: kindName.toLowerCase() })}
          confirm={translate('gs.keys.newConfirm')}
          isNewClientKey={kind === 'client'}
          onSubmit={(names) => writes.create(kind, names)}
          onClose={close}
        />
      )}
      {asking && asking.act !== 'new' && (
        <KeyActDialog act={asking.act} value={asking.key} isLast={working.length === 1} onClose={close} />
      )}
    </Panel>
  );
}
