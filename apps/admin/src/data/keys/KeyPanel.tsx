import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { request } from '../../api/http.js';
import { queryClient } from '../../api/query-client.js';
import type { KeyKind, ProjectKey } from '../../api/types.js';
import { ConfirmDialog } from '../../feedback/ConfirmDialog.js';
import { CopyButton } from '../../feedback/CopyButton.js';
import { useFormat } from '../../i18n/useFormat.js';
import { Panel } from '../../layout/Panel.js';
import { useProject } from '../../projects/ProjectContext.js';
import { MONO_STACK } from '../../theme/tokens.js';
import { keysKey } from './useKeys.js';

type Asking = { what: 'rotate' } | { what: 'revoke'; key: ProjectKey } | null;

/** The working keys of one kind. Rotating makes a second one; the first works until it is revoked. */
export function KeyPanel({ kind, keys, help }: { kind: KeyKind; keys: ProjectKey[]; help: string }) {
  const translate = useTranslate();
  const notify = useNotify();
  const { project, canManage } = useProject();
  const [asking, setAsking] = useState<Asking>(null);
  const working = keys.filter((key) => key.kind === kind && key.revokedAt === null);
  const name = translate(`gs.keys.${kind}`);
  const change = async (call: Promise<unknown>, message: string) => {
    await call;
    await queryClient.invalidateQueries({ queryKey: keysKey(project.id) });
    notify(message, { type: 'success' });
  };
  const path = `projects/${project.id}/keys`;
  const rotate = canManage && (
    <Button variant="outlined" onClick={() => setAsking({ what: 'rotate' })} data-testid={`rotate-${kind}`}>
      {translate('gs.keys.rotate')}
    </Button>
  );
  return (
    <Panel title={name} actions={rotate}>
      <Typography variant="body2" color="text.secondary" sx={{ mb: 1.5 }}>
        {help}
      </Typography>
      <Stack spacing={1.5}>
        {working.map((key) => (
          <KeyLine
            key={key.id}
            value={key}
            name={name}
            // The last one is not revoked by mistake: a new one comes first.
            onRevoke={canManage && working.length > 1 ? () => setAsking({ what: 'revoke', key }) : undefined}
          />
        ))}
        {working.length === 0 && <Typography>{translate('gs.keys.noWriteKey')}</Typography>}
      </Stack>
      {asking?.what === 'rotate' && (
        <ConfirmDialog
          title={translate('gs.keys.rotateTitle', { kind: name.toLowerCase() })}
          text={translate('gs.keys.rotateText')}
          confirm={translate('gs.keys.rotateConfirm')}
          onConfirm={() => change(request(path, { method: 'POST', body: { kind } }), 'gs.keys.rotated')}
          onClose={() => setAsking(null)}
        />
      )}
      {asking?.what === 'revoke' && (
        <ConfirmDialog
          title={translate('gs.keys.revokeTitle')}
          text={translate('gs.keys.revokeText', { key: asking.key.key })}
          confirm={translate('gs.keys.revoke')}
          isDangerous
          onConfirm={() =>
            change(request(`${path}/${asking.key.id}`, { method: 'DELETE' }), 'gs.keys.revoked')
          }
          onClose={() => setAsking(null)}
        />
      )}
    </Panel>
  );
}

function KeyLine({ value, name, onRevoke }: { value: ProjectKey; name: string; onRevoke?: () => void }) {
  const translate = useTranslate();
  const format = useFormat();
  return (
    <Stack direction={{ xs: 'column', sm: 'row' }} gap={1} alignItems={{ sm: 'flex-start' }}>
      <TextField
        fullWidth
        value={value.key}
        helperText={translate('gs.keys.created', { date: format.date(value.createdAt) })}
        slotProps={{
          input: { readOnly: true, sx: { fontFamily: MONO_STACK, fontSize: 12 } },
          htmlInput: { 'aria-label': name, 'data-testid': `key-${value.kind}` },
        }}
      />
      <Stack direction="row" gap={1}>
        <CopyButton text={value.key} label={translate('gs.keys.copyKey', { kind: name.toLowerCase() })} />
        {onRevoke && (
          <Button color="error" onClick={onRevoke}>
            {translate('gs.keys.revoke')}
          </Button>
        )}
      </Stack>
    </Stack>
  );
}
