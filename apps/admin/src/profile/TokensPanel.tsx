import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { request } from '../api/http.js';
import { queryClient } from '../api/query-client.js';
import type { ApiToken, Page } from '../api/types.js';
import { ConfirmDialog } from '../feedback/ConfirmDialog.js';
import { EmptyState } from '../feedback/EmptyState.js';
import { ErrorState } from '../feedback/ErrorState.js';
import { useFormat } from '../i18n/useFormat.js';
import { Panel } from '../layout/Panel.js';
import { NewTokenDialog } from './NewTokenDialog.js';

const TOKENS_KEY = ['tokens'];

export function TokensPanel() {
  const translate = useTranslate();
  const notify = useNotify();
  const [isCreating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiToken | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: TOKENS_KEY,
    queryFn: ({ signal }) => request<Page<ApiToken>>('auth/tokens', { signal }),
  });
  const reload = () => queryClient.invalidateQueries({ queryKey: TOKENS_KEY });
  const revoke = async ({ id }: ApiToken) => {
    await request(`auth/tokens/${id}`, { method: 'DELETE' });
    await reload();
    notify('gs.profile.revoked', { type: 'success' });
  };
  const content = () => {
    if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
    if (!data) return <Skeleton variant="rounded" height={120} />;
    if (data.data.length === 0) return <EmptyState title={translate('gs.profile.noTokens')} />;
    return <TokensTable tokens={data.data} onRevoke={setRevoking} />;
  };
  return (
    <Panel
      title={translate('gs.profile.tokens')}
      isFlush
      actions={
        <Button variant="outlined" onClick={() => setCreating(true)}>
          {translate('gs.profile.newToken')}
        </Button>
      }
    >
      <Typography variant="body2" color="text.secondary" sx={{ px: 2, pb: 1 }}>
        {translate('gs.profile.tokensText')}
      </Typography>
      {content()}
      {isCreating && <NewTokenDialog onCreated={() => void reload()} onClose={() => setCreating(false)} />}
      {revoking && (
        <ConfirmDialog
          title={translate('gs.profile.revokeTitle', { name: revoking.name })}
          text={translate('gs.profile.revokeText')}
          confirm={translate('gs.profile.revoke')}
          isDangerous
          onConfirm={() => revoke(revoking)}
          onClose={() => setRevoking(null)}
        />
      )}
    </Panel>
  );
}

function TokensTable({ tokens, onRevoke }: { tokens: ApiToken[]; onRevoke(token: ApiToken): void }) {
  const translate = useTranslate();
  const format = useFormat();
  return (
    <TableContainer>
      <Table size="small" aria-label={translate('gs.profile.tokens')}>
        <TableHead>
          <TableRow>
            <TableCell>{translate('gs.profile.tokenName')}</TableCell>
            <TableCell>{translate('gs.profile.scopes')}</TableCell>
            <TableCell>{translate('gs.profile.expires')}</TableCell>
            <TableCell>{translate('gs.profile.lastUsed')}</TableCell>
            <TableCell />
          </TableRow>
        </TableHead>
        <TableBody>
          {tokens.map((token) => (
            <TableRow key={token.id}>
              <TableCell sx={{ fontWeight: 600 }}>{token.name}</TableCell>
              <TableCell>
                {translate(token.scopes.includes('write') ? 'gs.profile.scopeWrite' : 'gs.profile.scopeRead')}
              </TableCell>
              <TableCell>
                {token.expiresAt ? format.date(token.expiresAt) : translate('gs.profile.never')}
              </TableCell>
              <TableCell>
                {token.lastUsedAt ? format.date(token.lastUsedAt) : translate('gs.profile.unused')}
              </TableCell>
              <TableCell align="right">
                <Button
                  color="error"
                  onClick={() => onRevoke(token)}
                  aria-label={translate('gs.profile.revokeLabel', { name: token.name })}
                >
                  {translate('gs.profile.revoke')}
                </Button>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
